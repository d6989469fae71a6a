package dev.hera.broker.journal.write;

import java.util.function.IntSupplier;

/// How long the writer lets entries gather before it syncs; the writer's thread alone.
///
/// A sync costs about as much CPU as three small records. Alone, a caller waits for nothing but its
/// own sync; where many are under way, most of them wait for their worker meanwhile.
final class Pace {
    /// Longest time between two syncs while somebody may wait.
    static final long MOST = 700_000;

    /// Longest time that an entry nobody waits for lies in memory.
    static final long UNHURRIED = 5_000_000;

    private static final long EACH = 60_000;

    private final IntSupplier underWay;

    /// @param underWay how many calls are
    Pace(IntSupplier underWay) {
        this.underWay = underWay;
    }

    /// Nanoseconds from the beginning of one sync to the next.
    long betweenSyncs() {
        return Math.min(MOST, EACH * Math.max(0, underWay.getAsInt() - 1));
    }
}
