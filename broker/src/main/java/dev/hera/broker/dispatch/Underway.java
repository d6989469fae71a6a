package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that are with a worker now. Calls' threads put and take; anyone may look.
///
/// It is what a remote call is held against: a worker that says which call it acts for is believed
/// when that call is here and with this worker.
public final class Underway {
    private final Map<CallId, Journey> journeys = new ConcurrentHashMap<>();

    /// One call.
    ///
    /// @param caller whose call it is
    /// @param worker who has it, or had it last; empty when nobody has
    /// @param errands the calls that its handler has made
    public record Held(
            Call call, Caller caller, Deadline deadline, String worker, Errands errands) {}

    void begins(Journey journey) {
        journeys.put(journey.held().call().id(), journey);
    }

    void ends(CallId id) {
        journeys.remove(id);
    }

    /// The call, when this worker has it.
    public Optional<Held> find(CallId id, String worker) {
        return Optional.ofNullable(journeys.get(id))
                .map(Journey::held)
                .filter(call -> call.worker().equals(worker));
    }
}
