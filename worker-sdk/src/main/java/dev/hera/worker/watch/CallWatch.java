package dev.hera.worker.watch;

import dev.hera.wire.Vitals;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Hears of a worker's calls as they end, on their threads; must be quick and must not throw.
public interface CallWatch {
    /// A call ended, before its answer leaves.
    void ended(CallEnded call);

    /// The worker has started; both figures may be asked at any time from any thread.
    ///
    /// @param vitals what the process measures of itself, a quarter of a second old at most
    /// @param links how many brokers it is linked to
    default void started(Supplier<Vitals> vitals, IntSupplier links) {}
}
