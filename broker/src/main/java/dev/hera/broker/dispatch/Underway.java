package dev.hera.broker.dispatch;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.watch.RetryBudget;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that are with a worker now. Calls' threads put and take; anyone may look.
///
/// It is what a remote call is held against: a worker that says which call it acts for is believed
/// when that call is here and with this worker.
public final class Underway {
    private final Map<CallId, Going> journeys = new ConcurrentHashMap<>();

    private record Going(Journey journey, @Nullable StandIn standIn) {
        Held held() {
            Held held = journey.held();
            return new Held(
                    held.call(),
                    held.caller(),
                    held.deadline(),
                    held.worker(),
                    held.errands(),
                    standIn);
        }
    }

    /// One call.
    ///
    /// @param caller whose call it is
    /// @param worker who has it, or had it last; empty when nobody has
    /// @param errands the calls that its handler has made
    /// @param standIn answers the calls that its handler makes; null when they are made
    public record Held(
            Call call,
            Caller caller,
            Deadline deadline,
            String worker,
            Errands errands,
            @Nullable StandIn standIn) {}

    /// Lets it travel to its end; meanwhile it is found here.
    Outcome travel(Journey journey, @Nullable StandIn standIn, Router router, RetryBudget retries) {
        CallId id = journey.held().call().id();
        journeys.put(id, new Going(journey, standIn));
        try {
            return journey.travel(router, retries);
        } finally {
            journeys.remove(id);
        }
    }

    /// The call, when this worker has it.
    public Optional<Held> find(CallId id, String worker) {
        return Optional.ofNullable(journeys.get(id))
                .map(Going::held)
                .filter(call -> call.worker().equals(worker));
    }
}
