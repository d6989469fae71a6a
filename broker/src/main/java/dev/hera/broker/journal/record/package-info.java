/// The record of a call as values, and their form in bytes.
///
/// A [dev.hera.broker.journal.record.CallRecord] has parts that are written one after the other and
/// never changed: the [dev.hera.broker.journal.record.Opening] before the call is routed, the
/// [dev.hera.broker.journal.record.Ending] when it is over, maybe a
/// [dev.hera.broker.journal.record.Settlement]. Each part lies under a key of its own, the call's
/// id and the part's number ([dev.hera.broker.journal.record.RecordKey]), so that a page of calls
/// is one scan. The bytes are protocol buffers, written field by field; the fields stand in
/// `ops/docs/call-record.proto`. A field that is not known is passed over, so that an older broker
/// reads what a newer one wrote. Everything here is a value or a pure function.
@NullMarked
package dev.hera.broker.journal.record;

import org.jspecify.annotations.NullMarked;
