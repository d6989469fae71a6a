package dev.hera.bench;

import java.util.Random;

/// When calls are to leave: a Poisson process, so that calls come in bunches and gaps as from many
/// callers that do not know each other. Shared by all connections; a moment is given out once.
final class Schedule {
    private final Random random;
    private final double meanGap;
    private double next;

    Schedule(int perSecond, long start, long seed) {
        this.random = new Random(seed);
        this.meanGap = perSecond == 0 ? 0 : 1e9 / perSecond;
        this.next = start;
    }

    /// The moment of the next call, as `System.nanoTime` counts.
    synchronized long next() {
        next += -Math.log(1 - random.nextDouble()) * meanGap;
        return (long) next;
    }
}
