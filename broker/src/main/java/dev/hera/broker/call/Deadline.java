package dev.hera.broker.call;

import java.time.Duration;

/// The moment after which nobody waits any more; a point on the monotonic clock.
///
/// @param nanos a value of `System.nanoTime()`
public record Deadline(long nanos) {
    /// This long from the given moment.
    public static Deadline after(Duration patience, long nowNanos) {
        return new Deadline(nowNanos + patience.toNanos());
    }

    /// What is left; zero when it has passed.
    public Duration left(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nanos - nowNanos));
    }

    /// Whether it has passed.
    public boolean passed(long nowNanos) {
        return nanos - nowNanos <= 0;
    }
}
