package dev.hera.broker.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A monotonic clock that moves only when told.
final class ManualClock implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void set(long to) {
        nanos.set(to);
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
