package dev.hera.broker.route.watch;

/// How a call went wrong, as far as the worker is to blame.
public enum Fault {
    /// The link died, or the frame could not be written.
    LOST(1),
    /// The deadline passed.
    LATE(1),
    /// The worker said `internal error`, or answered 5xx.
    INTERNAL(1),
    /// The handler turned the call down, 4xx-like: mostly the caller's own doing.
    APPLICATION(0.01);

    private final double weight;

    Fault(double weight) {
        this.weight = weight;
    }

    /// How much it counts as the worker's error, 0..1.
    public double weight() {
        return weight;
    }
}
