package dev.hera.broker.route.sim;

import java.util.Random;

/// What a policy may look at; who cheats looks at more than a broker could know.
public interface Fleet {
    /// How many brokers there are.
    int brokers();

    /// Most workers there will ever be.
    int workers();

    /// The workers that are up, in no special order.
    int[] alive();

    /// Counts up whenever [#alive] changes.
    int version();

    /// Whether the worker is up.
    boolean isUp(int worker);

    /// Calls of this broker that the worker is running.
    int own(int broker, int worker);

    /// All calls the worker is running: only a probe may look.
    int inFlight(int worker);

    /// The host's load average of one minute.
    double loadAverage(int worker);

    /// Its cores.
    int cores(int worker);

    /// The run's dice.
    Random dice();

    /// Any worker that is up.
    default int anyone() {
        int[] alive = alive();
        return alive[dice().nextInt(alive.length)];
    }
}
