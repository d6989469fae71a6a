package dev.hera.broker.route.watch;

/// How an endpoint runs on the whole, as this broker sees it: how long a call takes, and how busy
/// its workers are with calls of others. Lives as long as the endpoint is known; fed by any thread.
public final class Pace {
    private static final double FIRST_GUESS_NANOS = 10e6;
    private static final double SHORTEST_NANOS = 100e3;

    private final Ewma exec = new Ewma(0.01);
    private final Ewma othersPerSlot = new Ewma(0.02);

    /// A good answer's execution time.
    public void ran(long nanos) {
        exec.add((double) nanos);
    }

    /// Calls of other brokers that a worker had running, per slot.
    public void saw(int others, double slots) {
        othersPerSlot.add(others / slots);
    }

    /// Mean execution time over all workers, never so small that ages explode.
    public double execNanos() {
        return exec.isEmpty() ? FIRST_GUESS_NANOS : Math.max(SHORTEST_NANOS, exec.value());
    }

    /// What to assume of a worker that was not heard lately: others' calls per slot.
    public double prior() {
        return othersPerSlot.value();
    }
}
