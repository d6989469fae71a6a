package dev.hera.broker.journal.keys;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How long a key is good: a day after its call's end, but not while nobody knows whether the call
/// ran; any thread.
record KeyLife(InstantSource clock) {
    private static final Duration LIFE = Duration.ofHours(24);

    /// Whether the key is forgotten. A record that was deleted says no more than when it was made.
    boolean isOver(KeyRow row, @Nullable CallRecord record) {
        if (record == null) {
            Instant latest = row.first().madeAt().plus(Endpoint.MAX_TIMEOUT);
            return isPast(latest);
        }
        Ending ending = record.ending();
        if (ending == null || !isPast(ending.endedAt())) {
            return false;
        }
        boolean open = ending.outcome().equals("accepted") || ending.outcome().equals("unknown");
        return !open || record.settlement() != null;
    }

    /// Whether it may be, for all that its id says.
    boolean mayBeOver(KeyRow row) {
        return isPast(row.first().madeAt());
    }

    private boolean isPast(Instant end) {
        return end.plus(LIFE).isBefore(clock.instant());
    }
}
