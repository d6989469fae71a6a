package dev.hera.broker.recall;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;

import java.util.Locale;
import java.util.Map;

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

    /// The statuses that the platform chooses, by the last part of a problem's type.
    private static final Map<String, Integer> STATUSES =
            Map.ofEntries(
                    Map.entry("unauthenticated", 401),
                    Map.entry("forbidden", 403),
                    Map.entry("no-such-endpoint", 404),
                    Map.entry("malformed", 400),
                    Map.entry("too-large", 413),
                    Map.entry("encoded", 415),
                    Map.entry("key-reused", 422),
                    Map.entry("too-many-tries", 429),
                    Map.entry("too-late", 504),
                    Map.entry("deadline", 504),
                    Map.entry("no-able-worker", 503),
                    Map.entry("overloaded", 503),
                    Map.entry("journal-unwell", 503),
                    Map.entry("quarantined", 503),
                    Map.entry("handler-failed", 500),
                    Map.entry("bad-input", 400));

    private static final int UNKNOWN = 502;

    /// The state of a record.
    public static CallState of(CallRecord record) {
        if (record.settlement() != null) {
            return SETTLED;
        }
        return switch (record.word()) {
            case CallRecord.RUNNING -> RUNNING;
            case "accepted" -> ACCEPTED;
            default -> ENDED;
        };
    }

    /// The status of an ending.
    public static int status(Ending ending) {
        return ending.status() > 0
                ? ending.status()
                : STATUSES.getOrDefault(ending.kind(), UNKNOWN);
    }

    /// The word for callers and operators.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
