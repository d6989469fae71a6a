package dev.hera.broker.dispatch;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
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
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    private final Journal unkept = Journal.counting();
    private final RetryBudget retriesOfCopies = new RetryBudget(System::nanoTime);

    /// A dispatcher that answers every call and accepts none for later.
    public Dispatcher(
            Gatekeeper gatekeeper, Journal journal, Router router, CallListener listener) {
        this(gatekeeper, journal, router, Later.REFUSE, listener);
    }

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
        this.later = later;
        this.retries = retries;
        this.gatekeeper = gatekeeper;
        this.journal = journal;
        this.router = router;
        this.listener = listener;
    }

    /// Walks the call to its end; the outcome is what happened, never a guess.
    public Outcome dispatch(Call call) {
        return switch (gatekeeper.judge(call)) {
            case Verdict.Denied(Refusal why) -> end(call, Caller.NOBODY, refused(call, why));
            case Verdict.Allowed(Caller caller) ->
                    admitted(call, caller, router.resolve(call).orElse(null), null);
        };
    }

    /// The calls that are with a worker now.
    public Underway underway() {
        return underway;
    }

    /// How many more calls may be sent twice now.
    public long retriesLeft() {
        return retries.left();
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
                ? admitted(call, caller, live, null)
                : admitted(call, caller, live.to(Aim.candidates(first)).or(live), null);
    }

    /// Walks a call that was recorded before, as its caller of then, to the workers aimed at.
    ///
    /// @param call of [dev.hera.broker.call.Origin.Replay]
    /// @param standIn answers the calls that its handler makes; null when they are made
    public Outcome replay(Call call, Caller caller, Aim aim, @Nullable StandIn standIn) {
        return admitted(call, caller, router.resolve(call, aim).orElse(null), standIn);
    }

    /// Runs a call that has ended once more, as a copy: nothing of it is recorded or counted, and
    /// no retry of other calls is used up.
    ///
    /// @param service whose candidates run it; empty for live workers
    public Outcome copy(Call call, Caller caller, String service) {
        Route live = router.resolve(call).orElse(null);
        if (live == null) {
            return refused(call, unknown(call));
        }
        Route route = service.isEmpty() ? live : live.to(Aim.candidates(service));
        return switch (unkept.open(call, caller, route.endpoint())) {
            case Unwell(Refusal.JournalUnwell why) -> refused(call, why);
            case Opened.Known(Outcome outcome) -> outcome;
            case Recording recording -> copied(call, caller, route, recording);
        };
    }

    private Outcome copied(Call call, Caller caller, Route route, Recording recording) {
        Deadline deadline = Deadline.after(route.endpoint().timeout(), System.nanoTime());
        Journey journey = new Journey(call, caller, route, deadline, recording);
        underway.begins(journey, null);
        try (recording) {
            Outcome outcome = journey.travel(router, retriesOfCopies);
            recording.complete(outcome);
            return outcome;
        } finally {
            underway.ends(call.id());
        }
    }

    /// Says what became of something that a door turned away before it was a call.
    public void turned(Ended ended) {
        listener.onEnd(ended);
    }

    /// The answer to a call could not be handed to its caller.
    public void undelivered(CallId id) {
        journal.undelivered(id);
    }

    /// A call that goes on keeps the record that it has when no endpoint is known, as just after a
    /// start.
    private Outcome admitted(
            Call call, Caller caller, @Nullable Route route, @Nullable StandIn standIn) {
        if (route == null) {
            Outcome outcome = refused(call, unknown(call));
            if (!call.goesOn()) {
                journal.refused(call, caller, outcome);
            }
            return end(call, caller, outcome);
        }
        Endpoint endpoint = route.endpoint();
        return switch (journal.open(call, caller, endpoint)) {
            case Unwell(Refusal.JournalUnwell why) ->
                    untried(call, caller, endpoint, refused(call, why));
            case Opened.Known(Outcome outcome) -> untried(call, caller, endpoint, outcome);
            case Recording recording -> recorded(call, caller, route, recording, standIn);
        };
    }

    private static Refusal unknown(Call call) {
        return new Refusal.NoSuchEndpoint(
                "no worker ever announced " + call.wanted() + "; see `hera routes`");
    }

    private Outcome untried(Call call, Caller caller, Endpoint endpoint, Outcome outcome) {
        listener.onEnd(Ended.of(call, caller, endpoint.name(), outcome, List.of()));
        return outcome;
    }

    private Outcome recorded(
            Call call, Caller caller, Route route, Recording recording, @Nullable StandIn standIn) {
        try (recording) {
            if (isForLater(call, route.endpoint())) {
                return accepted(call, caller, route.endpoint(), recording);
            }
            Deadline deadline = deadline(call, route.endpoint());
            Journey journey = new Journey(call, caller, route, deadline, recording);
            underway.begins(journey, standIn);
            Outcome outcome = journey.travel(router, retries);
            recording.complete(recorded(call, outcome));
            note(recording, outcome);
            String endpoint = route.endpoint().name();
            listener.onEnd(Ended.of(call, caller, endpoint, outcome, journey.attempts()));
            return outcome;
        } finally {
            underway.ends(call.id());
        }
    }

    /// A delivery that nobody could run has not ended the call: it is still accepted.
    private static Outcome recorded(Call call, Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted && call.origin() instanceof Origin.Delivery
                ? new Outcome.Accepted(202, Map.of(), Body.NONE, null, outcome.ledger())
                : outcome;
    }

    private static boolean isForLater(Call call, Endpoint endpoint) {
        return endpoint.accept().takes(call.later()) && !call.isOurs();
    }

    private Outcome accepted(Call call, Caller caller, Endpoint endpoint, Recording recording) {
        Outcome outcome = later.accept(call, caller, endpoint);
        recording.complete(outcome);
        note(recording, outcome);
        listener.onEnd(Ended.of(call, caller, endpoint.name(), outcome, List.of()));
        return outcome;
    }

    /// Whatever the caller is told, it is found again by the id that the caller gets. An answer has
    /// waited for its record before; a failure is no worse when the disk does not take it.
    private static void note(Recording recording, Outcome outcome) {
        if (!outcome.word().equals("answered")) {
            var _ = recording.awaitBeforeAnswer(Deadline.after(RECORDED, System.nanoTime()));
        }
    }

    private static Deadline deadline(Call call, Endpoint endpoint) {
        var patience = call.patience() == null ? endpoint.timeout() : call.patience();
        return Deadline.after(patience, call.receivedNanos());
    }

    private static Outcome refused(Call call, Refusal refusal) {
        long total = System.nanoTime() - call.receivedNanos();
        return new Outcome.NotExecuted(refusal, null, new Ledger(total, 0, 0, 0, 0));
    }

    /// The end of a call that found no endpoint, or was not let to one.
    private Outcome end(Call call, Caller caller, Outcome outcome) {
        listener.onEnd(Ended.of(call, caller, "", outcome, List.of()));
        return outcome;
    }
}
