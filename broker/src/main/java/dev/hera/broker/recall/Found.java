package dev.hera.broker.recall;

import dev.hera.broker.journal.record.CallRecord;

/// What came of looking for a record.
public sealed interface Found {
    /// Here it is.
    ///
    /// @param broker the one that has it
    record Kept(CallRecord record, String broker) implements Found {}

    /// There is none that the asker may see.
    record None() implements Found {}

    /// The broker that would have it cannot be asked now; the reason is for people.
    record Away(String why) implements Found {}
}
