/// What an author says about the record of a call: its work is done, or it must not be kept.
///
/// The platform keeps every call. A handler that answers first and works later closes the record
/// when that work is done, with [dev.hera.worker.api.record.Settler] from its context or from the
/// worker; what is left open is what a person or a replay looks at. A settle that comes before the
/// record is not lost: it waits for the record.
@NullMarked
package dev.hera.worker.api.record;

import org.jspecify.annotations.NullMarked;
