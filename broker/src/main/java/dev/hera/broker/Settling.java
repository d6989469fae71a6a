package dev.hera.broker;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The time after a start in which workers come back: over when every endpoint that the platform
/// remembers has a worker here, or when they have had their time; once over, for ever.
final class Settling {
    private final BooleanSupplier served;
    private final long end;
    private volatile boolean over;

    /// @param served whether every known endpoint has a worker
    /// @param most how long to wait for that
    public Settling(BooleanSupplier served, Duration most) {
        this.served = served;
        this.end = System.nanoTime() + most.toNanos();
    }

    public boolean isOver() {
        over = over || System.nanoTime() - end > 0 || served.getAsBoolean();
        return over;
    }
}
