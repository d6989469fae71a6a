package dev.hera.broker.dispatch;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Outcome.Doubt;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.Recording;
import dev.hera.broker.route.Lease;
import dev.hera.broker.route.Line.Reply;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.Seating;
import dev.hera.broker.route.watch.Fault;
import dev.hera.broker.route.watch.RetryBudget;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One call's way through workers: at most a few attempts, each told apart by what is certain.
///
/// What was certainly not executed may be tried elsewhere; what may have been executed only when
/// the endpoint is idempotent; everything else is told to the caller as it is. One object a call,
/// on the call's thread.
final class Journey {
    /// One try, two re-picks for busy or unsent, one more for a lost idempotent call.
    private static final int MAX_ATTEMPTS = 4;

    private final Call call;
    private final Caller caller;
    private final Route route;
    private final Deadline deadline;
    private final Recording recording;
    private final Set<String> tried = new HashSet<>();
    private final List<Attempt> attempts = new ArrayList<>(1);
    private final Errands errands = new Errands();
    private long queueNanos;
    private long wireNanos;
    private long workerNanos;
    private long journalNanos;
    private volatile @Nullable String worker;
    private @Nullable Outcome doubt;
    private boolean gaveUp;

    Journey(Call call, Caller caller, Route route, Deadline deadline, Recording recording) {
        this.call = call;
        this.caller = caller;
        this.route = route;
        this.deadline = deadline;
        this.recording = recording;
    }

    /// Travels until there is an outcome; every attempt but the first is paid for.
    Outcome travel(Router router, RetryBudget budget) {
        budget.called();
        Outcome outcome = null;
        if (!kept(Recording::awaitBeforeDispatch)) {
            outcome = notExecuted(unkept());
        }
        for (int number = 1; outcome == null; number++) {
            int counted = call.nextAttempt() + number - 1;
            boolean mayGo = number == 1 || (number <= MAX_ATTEMPTS && budget.take());
            outcome = mayGo ? attempt(router, budget, counted) : notExecuted(exhausted());
        }
        return outcome.word().equals("answered") ? settled(outcome) : outcome;
    }

    /// The call as others may ask for it; any thread.
    Underway.Held held() {
        String last = worker;
        return new Underway.Held(call, caller, deadline, last == null ? "" : last, errands, null);
    }

    /// Every attempt made, in their order.
    List<Attempt> attempts() {
        return attempts;
    }

    /// One attempt; null when it was certainly not executed and another may follow.
    private @Nullable Outcome attempt(Router router, RetryBudget budget, int number) {
        if (deadline.passed(System.nanoTime())) {
            return notExecuted(new Refusal.TooLate("the deadline passed before the call left"));
        }
        long asked = System.nanoTime();
        return switch (router.seat(call, route, tried)) {
            case Seating.NoSeat(Refusal.NoAbleWorker why) -> notExecuted(why);
            case Lease lease -> {
                queueNanos += System.nanoTime() - asked;
                try (lease) {
                    yield sent(lease, number, invocation(lease, number, budget));
                }
            }
        };
    }

    private @Nullable Outcome sent(Lease lease, int number, Frame.Invoke frame) {
        worker = lease.worker();
        tried.add(lease.worker());
        Instant sentAt = Instant.now();
        long began = System.nanoTime();
        recording.leaving(number, lease.worker());
        Reply reply = lease.line().call(frame, deadline);
        gaveUp = Thread.interrupted() && !deadline.passed(System.nanoTime());
        long took = System.nanoTime() - began;
        workerNanos = 0;
        Outcome outcome = judged(reply, lease, Duration.ofNanos(took));
        workerNanos = Math.min(workerNanos, took);
        wireNanos += Math.max(0, took - workerNanos);
        Attempt attempt =
                new Attempt(
                        number,
                        lease.worker(),
                        lease.decision()::toJson,
                        sentAt,
                        took,
                        workerNanos,
                        gaveUp && reply instanceof Reply.Late ? "cancelled" : reply.word());
        attempts.add(attempt);
        recording.attempt(attempt);
        return outcome;
    }

    /// When little is left to pay for another try, a busy worker may not refuse.
    private Frame.Invoke invocation(Lease lease, int number, RetryBudget budget) {
        Invocation invocation = new Invocation(call, caller, lease.endpoint(), deadline);
        return lease.force() || budget.isLow()
                ? invocation.forced(number)
                : invocation.asked(number);
    }

    private @Nullable Outcome judged(Reply reply, Lease lease, Duration took) {
        return switch (reply) {
            case Reply.Answered(Frame.Answer answer) -> answered(answer, lease, took);
            case Reply.Failed(Frame.Failure failure) -> failed(failure, lease);
            case Reply.Lost(boolean left) -> {
                lease.failed(Fault.LOST, Load.NONE);
                yield left ? doubtful(Doubt.WORKER_LOST, "the worker's link died") : null;
            }
            case Reply.Late(boolean left) when left -> late(lease, Load.NONE);
            case Reply.Late _ -> {
                lease.failed(Fault.LATE, Load.NONE);
                yield notExecuted(
                        new Refusal.TooLate(orGivenUp("the deadline passed in the queue")));
            }
            case Reply.Full(int waiting) -> {
                lease.busy(Load.NONE);
                yield null;
            }
        };
    }

    /// The time was up while the worker had it; the record says what the worker waited for.
    private Outcome late(Lease lease, Load load) {
        lease.failed(Fault.LATE, load);
        String waited =
                errands.first()
                        .map(call -> ": call " + call + ", which it had made, had not ended")
                        .orElse("");
        return unknown(Doubt.DEADLINE, orGivenUp("the worker did not answer in time" + waited));
    }

    /// An interrupt ended the wait: nobody is there to hear how the call ends.
    private String orGivenUp(String usually) {
        return gaveUp ? "the caller gave up" : usually;
    }

    private Outcome answered(Frame.Answer answer, Lease lease, Duration took) {
        workerNanos = answer.load().execMicros() * 1000;
        Optional<String> fault = AnswerCheck.fault(answer);
        if (fault.isPresent()) {
            lease.failed(Fault.INTERNAL, answer.load());
            return unknown(Doubt.BAD_ANSWER, fault.get());
        }
        if (answer.status() >= 500) {
            lease.failed(Fault.INTERNAL, answer.load());
        } else if (answer.status() >= 400) {
            lease.failed(Fault.APPLICATION, answer.load());
        } else {
            lease.answered(answer.load(), took);
        }
        return new Outcome.Answered(
                answer.status(),
                answer.headers(),
                answer.body(),
                answer.contentType(),
                lease.worker(),
                Ledger.NONE);
    }

    private @Nullable Outcome failed(Frame.Failure failure, Lease lease) {
        Load load = failure.load() == null ? Load.NONE : failure.load();
        workerNanos = load.execMicros() * 1000;
        return switch (failure.code()) {
            case ErrorCode.BUSY -> {
                lease.busy(load);
                yield null;
            }
            case ErrorCode.NO_SUCH_ENDPOINT, ErrorCode.METHOD_NOT_FOUND -> {
                lease.dropped();
                yield null;
            }
            case ErrorCode.INVALID_PARAMS -> {
                lease.failed(Fault.APPLICATION, load);
                yield HandlerWord.failed(400, failure.code(), failure.message(), lease);
            }
            default ->
                    stopped(failure.code())
                            ? late(lease, load)
                            : HandlerWord.of(failure, load, lease);
        };
    }

    /// A handler that fails when the time is up failed because it was stopped, as a rule by the
    /// end of a call that it had made.
    private boolean stopped(int code) {
        return HandlerWord.isReserved(code) && deadline.passed(System.nanoTime());
    }

    /// Tried again only where that does no harm, and never a delivery, whose attempts are counted
    /// by who delivers; when nobody answers then, the doubt remains.
    private @Nullable Outcome doubtful(Doubt why, String detail) {
        doubt = unknown(why, detail);
        boolean delivery = call.origin() instanceof Origin.Delivery;
        return route.endpoint().idempotent() && !delivery ? null : doubt;
    }

    /// The answer waits here until the request is as safe as the endpoint's mode promises.
    private Outcome settled(Outcome outcome) {
        if (!kept(Recording::awaitBeforeAnswer)) {
            return unknown(Doubt.NOT_KEPT, "the worker ran the call, its record was not kept");
        }
        return switch (outcome) {
            case Outcome.Answered a ->
                    new Outcome.Answered(
                            a.status(),
                            a.headers(),
                            a.body(),
                            a.contentType(),
                            a.worker(),
                            ledger());
            case Outcome.HandlerFailed f ->
                    new Outcome.HandlerFailed(
                            f.status(), f.code(), f.detail(), f.worker(), ledger());
            case Outcome.Accepted _, Outcome.NotExecuted _ -> outcome;
            case Outcome.Unknown _, Outcome.Repeated _ -> outcome;
        };
    }

    private boolean kept(Wait wait) {
        long began = System.nanoTime();
        boolean kept = wait.until(recording, deadline);
        journalNanos += System.nanoTime() - began;
        return kept;
    }

    private interface Wait {
        boolean until(Recording recording, Deadline deadline);
    }

    private Outcome unknown(Doubt doubt, String detail) {
        return new Outcome.Unknown(doubt, detail, held().worker(), ledger());
    }

    /// Unless an earlier attempt may have run it.
    private Outcome notExecuted(Refusal refusal) {
        return doubt != null ? doubt : new Outcome.NotExecuted(refusal, worker, ledger());
    }

    private Refusal exhausted() {
        return new Refusal.Overloaded(
                "%d workers were asked, none could take the call".formatted(tried.size()),
                Duration.ofSeconds(1));
    }

    private static Refusal unkept() {
        return new Refusal.JournalUnwell(
                "the call could not be recorded, so it was not run", Duration.ofSeconds(1));
    }

    private Ledger ledger() {
        long total = System.nanoTime() - call.receivedNanos();
        return new Ledger(total, journalNanos, queueNanos, wireNanos, workerNanos);
    }
}
