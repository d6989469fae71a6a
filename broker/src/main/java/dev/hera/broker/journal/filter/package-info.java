/// The one language that calls are found by: on the command line, in the API, on the page.
///
/// [dev.hera.broker.journal.filter.FilterReader] reads a text such as
/// `endpoint:"POST /0/echo" status:5xx after:10m took>500ms body~"fb-123"` into a
/// [dev.hera.broker.journal.filter.Filter]: terms that must all hold, each a
/// [dev.hera.broker.journal.filter.Field], a comparison and what it is compared with. What cannot
/// be read is a [dev.hera.broker.journal.filter.Misread] that points at the column, and
/// [dev.hera.broker.journal.filter.Completion] says what may stand there. There are no regular
/// expressions, so no question costs more than one look at each record.
@NullMarked
package dev.hera.broker.journal.filter;

import org.jspecify.annotations.NullMarked;
