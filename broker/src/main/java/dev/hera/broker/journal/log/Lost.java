package dev.hera.broker.journal.log;

import java.time.Instant;

/// Records that were kept and are gone.
///
/// @param from the first missing sequence number
/// @param to the last one
/// @param after when the last record before them was written; the epoch when there is none
/// @param before when the first record behind them was written; the epoch when there is none
public record Lost(long from, long to, Instant after, Instant before) {
    @Override
    public String toString() {
        return "records %d to %d, written after %s and before %s"
                .formatted(from, to, said(after), said(before));
    }

    private static String said(Instant instant) {
        return instant.equals(Instant.EPOCH) ? "an unknown time" : instant.toString();
    }
}
