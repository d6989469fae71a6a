package dev.hera.broker.replay.keep;

import dev.hera.broker.replay.compare.Found;

import java.time.Instant;
import java.util.Map;

/// How far a replay is: all calls before the cursor have ended and are counted, no other is.
///
/// @param startedAt ISO 8601; empty before the start
/// @param endedAt empty before the end
/// @param cursor place of the first call that has not ended
/// @param starts times that it began to send, once more after each start of the broker
/// @param counts how calls ended, by word
/// @param perSecond the rate now; 0 for as fast as there is room
public record Progress(
        Phase phase,
        String startedAt,
        String endedAt,
        int cursor,
        int starts,
        Map<String, Long> counts,
        double perSecond,
        Found found) {
    public Progress {
        counts = Map.copyOf(counts);
    }

    /// Of a plan.
    public static Progress planned(double perSecond) {
        return new Progress(Phase.PLANNED, "", "", 0, 0, Map.of(), perSecond, Found.NOTHING);
    }

    /// The same, sending from now on.
    public Progress started(Instant now) {
        return new Progress(Phase.RUNNING, now.toString(), "", cursor, 0, counts, perSecond, found);
    }
}
