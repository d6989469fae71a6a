package dev.hera.broker.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes as all do, and that a test may put forward.
final class MovedClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
