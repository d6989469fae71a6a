package dev.hera.broker.recall;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;

import java.util.Locale;

/// Where a call stands, in one word, and the status that its caller saw or would have seen.
public enum CallState {
    /// It has no end yet.
    RUNNING,
    /// It is on disk and will be delivered.
    ACCEPTED,
    /// It is over: answered, not executed, or unknown.
    ENDED,
    /// Its worker or an operator said that nothing is left to do.
    SETTLED;

    /// The state of a record.
    public static CallState of(CallRecord record) {
        if (record.settlement() != null) {
            return SETTLED;
        }
        return switch (record.word()) {
            case CallRecord.RUNNING -> RUNNING;
            case CallRecord.ACCEPTED -> ACCEPTED;
            default -> ENDED;
        };
    }

    /// The status of an ending.
    public static int status(Ending ending) {
        return ending.seenStatus();
    }

    /// The word for callers and operators.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
