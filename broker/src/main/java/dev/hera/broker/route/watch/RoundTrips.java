package dev.hera.broker.route.watch;

/// How far away a worker is: the shortest of its last round trips.
///
/// A mean would not do. What is above the shortest is a worker, a broker or a machine that was
/// busy, which other signals tell better; and one that stood still for ten seconds would stay far
/// away for minutes. Written by the thread that reads the worker's link, read by any.
public final class RoundTrips {
    private static final int KEPT = 8;

    private final long[] last = new long[KEPT];
    private int count;
    private volatile long shortest;

    /// Takes a round trip in.
    public synchronized void add(long nanos) {
        last[count++ % KEPT] = nanos;
        long least = nanos;
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            least = Math.min(least, last[i]);
        }
        shortest = least;
    }

    /// The shortest, in nanoseconds; 0 before the first.
    public long shortest() {
        return shortest;
    }
}
