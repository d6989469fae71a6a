package dev.hera.broker.accept;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.accept.screen.Prints;
import dev.hera.broker.accept.screen.Screen;
import dev.hera.broker.accept.screen.Screened;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Confirmation;
import dev.hera.wire.accept.Screening;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Takes calls for later: looked at, written, confirmed, in this order. Any thread; blocks until
/// the call is on disk.
public final class Acceptor {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Backlog backlog;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder screenedOut = new LongAdder();

    public Acceptor(Backlog backlog) {
        this.backlog = backlog;
    }

    /// Accepts a call: once this says so, it is on disk and will be delivered.
    public Outcome accept(Call call, Caller caller, Endpoint endpoint) {
        long print = Prints.of(call, endpoint.name());
        Duration left = backlog.quarantined(print);
        if (!left.isZero()) {
            return refused(
                    call,
                    new Refusal.Quarantined(
                            "a call like this one killed two workers; see `hera accepted list`",
                            left));
        }
        Screening rules = endpoint.accept().screening();
        return switch (Screen.screen(call, rules)) {
            case Screened.Passed(Call passed) -> keep(passed, caller, endpoint, print);
            case Screened.Failed(String why) -> {
                screenedOut.increment();
                yield switch (rules.failing()) {
                    case REFUSE -> refused(call, new Refusal.Malformed(why));
                    case CONFIRM -> confirmed(call, endpoint.accept().confirmation(), 0);
                };
            }
        };
    }

    private Outcome keep(Call call, Caller caller, Endpoint endpoint, long print) {
        Ticket draft = Drafts.of(call, endpoint, print);
        Duration wait = backlog.untilRoom(endpoint.name(), draft.bytes());
        if (!wait.isZero()) {
            return refused(
                    call,
                    new Refusal.Overloaded(
                            "no more calls are accepted until some are delivered: %d calls with %d"
                                            .formatted(backlog.calls(), backlog.bytes())
                                    + " bytes wait",
                            wait));
        }
        long began = System.nanoTime();
        Contents contents = new Contents(call, caller, endpoint.name());
        if (!backlog.keep(contents, draft, endpoint.accept().delivery())) {
            return refused(
                    call,
                    new Refusal.JournalUnwell(
                            "the call could not be written to disk, so it is not accepted", SOON));
        }
        accepted.increment();
        long took = System.nanoTime() - began;
        return confirmed(call, endpoint.accept().confirmation(), took);
    }

    private static Outcome confirmed(Call call, Confirmation confirmation, long journalNanos) {
        Ledger ledger = new Ledger(System.nanoTime() - call.receivedNanos(), journalNanos, 0, 0, 0);
        return Outcome.Accepted.as(confirmation, call.id(), ledger);
    }

    private Outcome refused(Call call, Refusal refusal) {
        refused.increment();
        Ledger ledger = new Ledger(System.nanoTime() - call.receivedNanos(), 0, 0, 0, 0);
        return new Outcome.NotExecuted(refusal, null, ledger);
    }

    /// Calls accepted since the start.
    public long accepted() {
        return accepted.sum();
    }

    /// Calls that were to be accepted and were not.
    public long refused() {
        return refused.sum();
    }

    /// Calls that did not pass the checks, refused or confirmed and not kept.
    public long screenedOut() {
        return screenedOut.sum();
    }
}
