package dev.hera.worker.api.record;

import java.util.UUID;

/// Closes records of calls; a worker has one, and gives it to each call's context. Any thread.
@FunctionalInterface
public interface Settler {
    /// For calls that no platform made, as in an author's tests: nothing can be settled.
    Settler ALONE =
            (uuid, how, note) -> {
                throw NotSettled.forGood("call " + uuid + " was not made by a platform");
            };

    /// Closes the record of a call of an endpoint that this worker's service may serve. Returns
    /// when the platform has that on disk; doing it again does no harm.
    ///
    /// @param note for people, at most 500 characters; may be empty
    /// @throws NotSettled when it is not closed, or nobody knows
    /// @throws InterruptedException when the thread is interrupted while it waits
    void settle(UUID call, SettleAs how, String note) throws InterruptedException;
}
