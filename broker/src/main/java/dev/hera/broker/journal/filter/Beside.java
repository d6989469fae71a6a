package dev.hera.broker.journal.filter;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known of calls besides their records.
///
/// @param standings what a record cannot say of a call that is not settled: `parked` or
///     `quarantined`
/// @param pinned calls that must stay; may change while it is looked at, so it must be safe for
///     threads
public record Beside(Map<CallId, String> standings, Set<CallId> pinned) {
    /// Nothing.
    public static final Beside NOTHING = new Beside(Map.of(), Set.of());

    static final List<String> STATES =
            List.of(CallRecord.RUNNING, "accepted", "parked", "quarantined", "ended", "settled");

    @Nullable String standing(CallId id) {
        return standings.isEmpty() ? null : standings.get(id);
    }

    /// Where the call stands, in one word.
    public String state(CallRecord record) {
        String standing = standing(record.id());
        if (standing != null) {
            return standing;
        }
        if (record.settlement() != null) {
            return "settled";
        }
        return switch (record.word()) {
            case CallRecord.RUNNING -> CallRecord.RUNNING;
            case "accepted" -> "accepted";
            default -> "ended";
        };
    }
}
