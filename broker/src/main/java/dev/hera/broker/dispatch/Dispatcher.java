package dev.hera.broker.dispatch;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.Opened;
import dev.hera.broker.journal.Recording;
import dev.hera.broker.journal.Unwell;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.watch.RetryBudget;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// The walk of one call, from the door and back: may it, is it kept, who runs it, how did it end.
///
/// Every entrance joins here and nowhere else. Runs on the call's own virtual thread, which it may
/// block until the call's deadline; knows no exception for anything a caller or a worker does.
public final class Dispatcher {
    private static final Duration RECORDED = Duration.ofSeconds(1);

    private final Gatekeeper gatekeeper;
    private final Journal journal;
    private final Router router;
    private final Later later;
    private final CallListener listener;
    private final RetryBudget retries;
    private final Underway underway = new Underway();

    /// @param later takes the calls that are confirmed now and delivered later
    public Dispatcher(
            Gatekeeper gatekeeper,
            Journal journal,
            Router router,
            Later later,
            CallListener listener) {
        this(gatekeeper, journal, router, later, listener, new RetryBudget(System::nanoTime));
    }

    /// @param retries shared by all calls of this broker
    Dispatcher(
            Gatekeeper gatekeeper,
            Journal journal,
            Router router,
            Later later,
            CallListener listener,
            RetryBudget retries) {
        this.gatekeeper = gatekeeper;
        this.journal = journal;
        this.router = router;
        this.later = later;
        this.listener = listener;
        this.retries = retries;
    }

    /// Walks the call to its end; the outcome is what happened, never a guess.
    public Outcome dispatch(Call call) {
        return switch (gatekeeper.judge(call)) {
            case Verdict.Denied(Refusal why) ->
                    ended(call, Caller.NOBODY, "", Untried.of(call, why), List.of());
            case Verdict.Allowed(Caller caller) ->
                    walk(call, caller, router.resolve(call).orElse(null), null);
        };
    }

    private Outcome walk(
            Call call, Caller caller, @Nullable Route route, @Nullable StandIn standIn) {
        if (route == null) {
            return nowhere(call, caller);
        }
        Endpoint endpoint = route.endpoint();
        return switch (journal.open(call, caller, endpoint)) {
            case Unwell(Refusal.JournalUnwell why) ->
                    ended(call, caller, endpoint.name(), Untried.of(call, why), List.of());
            case Opened.Known(Outcome outcome) ->
                    ended(call, caller, endpoint.name(), outcome, List.of());
            case Recording recording -> recorded(call, caller, route, recording, standIn);
        };
    }

    private Outcome recorded(
            Call call, Caller caller, Route route, Recording recording, @Nullable StandIn standIn) {
        Endpoint endpoint = route.endpoint();
        Deadline deadline = call.deadline(endpoint.timeout());
        Journey journey = new Journey(call, caller, route, deadline, recording);
        try (recording) {
            Outcome outcome =
                    endpoint.accept().takes(call.later()) && !call.isOurs()
                            ? later.accept(call, caller, endpoint)
                            : underway.travel(journey, standIn, router, retries);
            recording.complete(call.ending(outcome));
            recording.awaitTold(outcome);
            return ended(call, caller, endpoint.name(), outcome, journey.attempts());
        }
    }

    private Outcome ended(
            Call call, Caller caller, String endpoint, Outcome outcome, List<Attempt> attempts) {
        listener.onEnd(Ended.of(call, caller, endpoint, outcome, attempts));
        return outcome;
    }

    /// A call that goes on keeps the record that it has when no endpoint is known, as just after a
    /// start.
    private Outcome nowhere(Call call, Caller caller) {
        Outcome outcome = Untried.nowhere(call);
        if (!call.goesOn()) {
            journal.refused(call, caller, outcome);
        }
        return ended(call, caller, "", outcome, List.of());
    }

    /// Walks a call that was accepted before; it was judged then. The first delivery may come while
    /// the acceptance is still being recorded, and waits for that.
    ///
    /// @param call of [dev.hera.broker.call.Origin.Delivery]
    /// @param first the service whose candidates are asked before all others; empty for none
    public Outcome deliver(Call call, Caller caller, String first) {
        var _ = journal.awaitEnd(call.id(), RECORDED);
        Route live = router.resolve(call).orElse(null);
        return live == null || first.isEmpty()
                ? walk(call, caller, live, null)
                : walk(call, caller, live.to(Aim.candidates(first)).or(live), null);
    }

    /// Walks a call that was recorded before, as its caller of then, to the workers aimed at.
    ///
    /// @param call of [dev.hera.broker.call.Origin.Replay]
    /// @param standIn answers the calls that its handler makes; null when they are made
    public Outcome replay(Call call, Caller caller, Aim aim, @Nullable StandIn standIn) {
        return walk(call, caller, router.resolve(call, aim).orElse(null), standIn);
    }

    /// Says what became of something that a door turned away before it was a call.
    public void turned(Ended ended) {
        listener.onEnd(ended);
    }

    /// The answer to a call could not be handed to its caller.
    public void undelivered(CallId id) {
        journal.undelivered(id);
    }

    /// The calls that are with a worker now.
    public Underway underway() {
        return underway;
    }

    /// How many more calls may be sent twice now.
    public long retriesLeft() {
        return retries.left();
    }
}
