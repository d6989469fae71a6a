/// The one language that calls are found by: on the command line, in the API, on the page.
///
/// [dev.hera.broker.journal.find.FilterReader] reads a text such as
/// `endpoint:"POST /0/echo" status:5xx after:10m took>500ms body~"fb-123"` into a
/// [dev.hera.broker.journal.find.Filter]: terms that must all hold, each a
/// [dev.hera.broker.journal.find.Field], a comparison and what it is compared with. What cannot be
/// read is a [dev.hera.broker.journal.find.Misread] that points at the column. There are no
/// regular expressions, so no question costs more than one look at each record.
/// [dev.hera.broker.journal.find.Finder] looks through the records, newest first, page by page.
@NullMarked
package dev.hera.broker.journal.find;

import org.jspecify.annotations.NullMarked;
