package dev.hera.broker.accept.lane;

import java.time.Duration;

/// How fast a lane empties, so that a caller who is turned away hears an honest time.
///
/// An average that fades over ten seconds, of calls that left the backlog.
final class DrainRate {
    private static final double FADE_NANOS = 10e9;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);

    private double perSecond;
    private long at;

    DrainRate(long now) {
        at = now;
    }

    /// So many left.
    void left(int calls, long now) {
        fade(now);
        perSecond += calls * 1e9 / FADE_NANOS;
    }

    private void fade(long now) {
        perSecond *= Math.exp(-(now - at) / FADE_NANOS);
        at = now;
    }

    double perSecond(long now) {
        fade(now);
        return perSecond;
    }

    /// How long until so many have left, at least a second and at most an hour: the hour is also
    /// the answer while nothing leaves.
    Duration until(double calls, long now) {
        double seconds = calls / perSecond(now);
        return seconds < MOST.toSeconds()
                ? Duration.ofSeconds(Math.max(LEAST.toSeconds(), (long) Math.ceil(seconds)))
                : MOST;
    }
}
