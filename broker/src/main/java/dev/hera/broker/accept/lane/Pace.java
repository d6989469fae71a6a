package dev.hera.broker.accept.lane;

/// Spreads deliveries evenly: each has its moment, one interval after the last.
///
/// A lane that was late makes up for at most a tenth of a second, so in any time t there are at
/// most rate x (t + 0.1 s) + 1 deliveries, and a busy machine still reaches the rate.
final class Pace {
    private static final long CATCH_UP_NANOS = 100_000_000;

    private double perSecond;
    private long interval;
    private long next;

    Pace(double perSecond, long now) {
        this.perSecond = perSecond;
        this.interval = interval(perSecond);
        this.next = now;
    }

    private static long interval(double perSecond) {
        return (long) (1e9 / perSecond);
    }

    double perSecond() {
        return perSecond;
    }

    /// Another rate from now on.
    void change(double perSecond, long now) {
        this.perSecond = perSecond;
        long other = interval(perSecond);
        if (next - now > other) {
            next = now + other;
        }
        interval = other;
    }

    /// How long until the next may begin; zero when it may now.
    long left(long now) {
        return Math.max(0, next - now);
    }

    /// One begins now.
    void take(long now) {
        next = Math.max(next, now - CATCH_UP_NANOS) + interval;
    }
}
