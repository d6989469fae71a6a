package dev.hera.broker.route.sim;

import dev.hera.broker.route.Lease;
import dev.hera.wire.Load;

import org.jspecify.annotations.Nullable;

/// One call on its way through the simulation.
public final class Job {
    /// The broker it came to.
    public final int broker;

    /// When it came, in seconds.
    public final double start;

    /// Seconds of work on a worker of speed 1.
    public final double demand;

    /// Where it was sent last.
    public int worker = -1;

    /// Calls that ran there when it arrived.
    public int inFlightAtArrival;

    /// What the worker says when it ends.
    public Load load = Load.NONE;

    /// For the policy under test.
    public @Nullable Lease lease;

    /// Whether it ended well.
    public boolean ok;

    double began;
    double left;

    Job(int broker, double start, double demand) {
        this.broker = broker;
        this.start = start;
        this.demand = demand;
    }

    /// Seconds it ran, as the worker measured them.
    public double execSeconds() {
        return load.execMicros() / 1e6;
    }
}
