package dev.hera.worker.link;

import dev.hera.worker.talk.LinkTimings;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before dialling again: full jitter, so that a thousand workers whose broker
/// came back do not come as one. One thread.
///
/// After n failures in a row the pause is evenly spread over 0 to base * 2^n, at most the cap
/// (Brooker, "Exponential Backoff And Jitter", 2015).
final class Backoff {
    private static final int MAX_DOUBLINGS = 20;
    private final LinkTimings timings;
    private final RandomGenerator random;
    private int failures;

    Backoff(LinkTimings timings, RandomGenerator random) {
        this.timings = timings;
        this.random = random;
    }

    /// The pause after one more failure; the other side's own wish is the least.
    Duration failed(Duration retryAfter) {
        long ceiling = timings.firstPause().toNanos() << Math.min(failures, MAX_DOUBLINGS);
        long cap = timings.longestPause().toNanos();
        failures++;
        Duration pause = upTo(ceiling <= 0 ? cap : Math.min(ceiling, cap));
        return retryAfter.isZero() ? pause : retryAfter.plus(upTo(retryAfter.toNanos() / 2));
    }

    /// The pause after a refusal that another try alone will not change.
    Duration refused() {
        failures++;
        long half = timings.longestPause().toNanos() / 2;
        return Duration.ofNanos(half).plus(upTo(half));
    }

    /// A link was up for so long: after a stable one the pauses start small again.
    void lasted(Duration up) {
        if (up.compareTo(timings.stable()) >= 0) {
            failures = 0;
        }
    }

    /// Failures in a row.
    int failures() {
        return failures;
    }

    /// A little of everything, for whoever hears the same news as all others.
    Duration jitter() {
        return upTo(timings.firstPause().toNanos());
    }

    private Duration upTo(long nanos) {
        return Duration.ofNanos(random.nextLong(Math.max(1, nanos)));
    }
}
