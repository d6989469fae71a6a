package dev.hera.broker.replay.plan;

import dev.hera.broker.journal.record.CallRecord;

/// What came of looking for a recorded call.
public sealed interface Original {
    /// Here it is.
    ///
    /// @param record as it can be sent
    record Kept(CallRecord record, Traits traits) implements Original {}

    /// There is none any more.
    record Gone() implements Original {}

    /// The broker that has it cannot be asked now; why is for people.
    record Away(String why) implements Original {}
}
