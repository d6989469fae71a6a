package dev.hera.broker.replay;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.broker.replay.hermetic.Echoes;
import dev.hera.broker.replay.plan.Fitness;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Original;
import dev.hera.broker.replay.plan.Plan;
import dev.hera.broker.replay.plan.Traits;
import dev.hera.broker.replay.plan.Wanted;
import dev.hera.broker.route.aim.Aim;
import dev.hera.wire.Body;
import dev.hera.wire.compare.Difference;
import dev.hera.wire.compare.Hermetic;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Makes calls of records again and walks them; each call on its own virtual thread.
///
/// What was sent before the broker's last start is found in the journal: a call that has ended is
/// not sent again, one that was under way is, with the same id and a higher attempt.
final class Sending {
    /// What one walk may count up at most, see [dev.hera.broker.dispatch.Dispatcher].
    private static final int ATTEMPTS = 4;

    /// Times that a call which nobody could run is tried again; the run waits for room besides.
    private static final int PATIENCE = 20;

    /// Times that a broker which is away is asked again for a record.
    private static final int LONG_PATIENCE = 240;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Ground ground;
    private final String by;
    private final Wanted wanted;
    private final Twins twins;
    private final int starts;

    /// @param starts times that the replay began to send, this one included
    Sending(Ground ground, Plan plan, Twins twins, int starts) {
        this.ground = ground;
        this.by = plan.by();
        this.wanted = plan.wanted();
        this.twins = twins;
        this.starts = starts;
    }

    /// What was sent and how it ended.
    ///
    /// @param record the original; null when it is gone
    /// @param ending of what was sent; null when nothing was
    /// @param remote what its handler called otherwise than then, in a hermetic replay
    record Sent(
            @Nullable CallRecord record,
            String word,
            @Nullable Ending ending,
            List<Difference> remote) {
        /// Nothing is known of what its handler called.
        Sent(@Nullable CallRecord record, String word, @Nullable Ending ending) {
            this(record, word, ending, List.of());
        }

        Sent with(List<Difference> calls) {
            return new Sent(record, word, ending, calls);
        }
    }

    /// Sends the call at this place to the target and waits for its end.
    ///
    /// @param going whether it is worth trying again
    Sent send(int place, CallId original, BooleanSupplier going) {
        return switch (look(original, going)) {
            case Original.Gone _ -> new Sent(null, "gone", null);
            case Original.Away _ -> new Sent(null, "away", null);
            case Original.Kept kept -> send(place, kept, going);
        };
    }

    /// Waits for a broker that is away: it may only be starting again.
    private Original look(CallId original, BooleanSupplier going) {
        for (int tries = 1; ; tries++) {
            Original found = ground.originals().look(original, by);
            boolean again =
                    found instanceof Original.Away && tries < LONG_PATIENCE && going.getAsBoolean();
            if (!again || !pause()) {
                return found;
            }
        }
    }

    private Sent send(int place, Original.Kept original, BooleanSupplier going) {
        CallRecord record = original.record();
        Optional<Aim> aim = aim();
        if (aim.isPresent() && !leftOut(original.traits(), aim.get()).isEmpty()) {
            return new Sent(record, "left-out", null);
        }
        CallId twin = twins.of(place, record.id(), "");
        Optional<CallRecord> before = ground.find(twin);
        if (before.isPresent() && hasEnded(before.get().ending())) {
            return sent(record, before.get().ending());
        }
        int attempt = before.isEmpty() ? 1 : next(before.get());
        for (int tries = 1; ; tries++) {
            Walked walked = walk(record, twin, attempt, aim().orElse(null));
            Outcome outcome = walked.outcome();
            boolean again = isWaiting(outcome) && tries < PATIENCE && going.getAsBoolean();
            if (!again || !pause()) {
                return ended(record, twin, outcome).with(walked.remote());
            }
            attempt++;
        }
    }

    /// Sends it once more to one worker, to see what that answers now.
    Sent probe(int place, CallRecord record, String purpose, Aim aim) {
        CallId twin = twins.of(place, record.id(), purpose);
        Walked walked = walk(record, twin, 1 + (starts - 1) * ATTEMPTS, aim);
        return ended(record, twin, walked.outcome()).with(walked.remote());
    }

    /// Where it goes; empty when the one worker is away.
    Optional<Aim> aim() {
        return ground.router().aim(wanted.target());
    }

    private String leftOut(Traits call, Aim aim) {
        var endpoint = ground.router().endpoint(call.endpoint(), aim).orElse(null);
        // that nobody serves it now may change; what was promised at the start was looked at then
        return endpoint == null ? "" : Fitness.of(call, endpoint).leftOut(wanted.flags());
    }

    private static boolean hasEnded(@Nullable Ending ending) {
        return ending != null
                && (ending.outcome().equals("answered")
                        || (ending.outcome().equals("unknown")
                                && !ending.kind().equals(Endings.BROKER_STOPPED)));
    }

    /// The attempts of a call that was under way when its broker died are not known: a later start
    /// begins above all that an earlier one may have made.
    private int next(CallRecord before) {
        Ending ending = before.ending();
        int last =
                ending == null || ending.attempts().isEmpty()
                        ? 1
                        : ending.attempts().getLast().number();
        return Math.max(last, (starts - 1) * ATTEMPTS) + 1;
    }

    /// How a walk ended.
    ///
    /// @param remote what its handler called otherwise than then
    private record Walked(Outcome outcome, List<Difference> remote) {
        static Walked refused(Refusal why) {
            return new Walked(new Outcome.NotExecuted(why, null, Ledger.NONE), List.of());
        }
    }

    private Walked walk(CallRecord record, CallId twin, int attempt, @Nullable Aim aim) {
        Opening then = record.opening();
        Optional<String> target = target(then);
        if (target.isEmpty()) {
            return Walked.refused(
                    new Refusal.Malformed("the recorded path can be read in two ways"));
        }
        if (aim == null) {
            return Walked.refused(
                    new Refusal.NoSuchEndpoint("worker " + wanted.target() + " is away"));
        }
        Call call = call(record, twin, attempt, target.get());
        Caller caller = new Caller(then.caller(), then.grant());
        return wanted.has(Flag.HERMETIC)
                ? alone(record, call, caller, aim)
                : new Walked(ground.walk().walk(call, caller, aim, null), List.of());
    }

    /// What its handler calls is answered from the record, or not at all.
    private Walked alone(CallRecord record, Call call, Caller caller, Aim aim) {
        Optional<List<CallRecord>> children = ground.children().of(record, by);
        if (children.isEmpty()) {
            return Walked.refused(
                    new Refusal.Overloaded(
                            "the calls that it made then could not be looked for", PAUSE));
        }
        Echoes echoes = new Echoes(wanted, record, children.get(), ground.kept());
        Outcome outcome = ground.walk().walk(call, caller, aim, echoes);
        boolean whole = outcome.word().equals("answered");
        return new Walked(
                outcome,
                echoes.differences().stream()
                        .filter(one -> whole || !one.now().equals(Difference.ABSENT))
                        .toList());
    }

    private Call call(CallRecord record, CallId twin, int attempt, String target) {
        Opening then = record.opening();
        return new Call(
                twin,
                new Origin.Replay(record.id(), attempt),
                then.method(),
                then.path(),
                target,
                then.query(),
                headers(then.headers()),
                body(then.body()),
                then.contentType(),
                Credential.NONE,
                then.patience().isPositive() ? then.patience() : null,
                ground.ids().now(),
                System.nanoTime(),
                twin,
                null,
                then.idempotencyKey(),
                false);
    }

    private Map<String, String> headers(Map<String, String> then) {
        if (!wanted.has(Flag.HERMETIC)) {
            return then;
        }
        Map<String, String> headers = new HashMap<>(then);
        headers.put(Hermetic.HEADER, Hermetic.YES);
        return headers;
    }

    private Optional<String> target(Opening opening) {
        return opening.method().isEmpty()
                ? Optional.of(opening.path())
                : ground.path().apply(opening.path());
    }

    private static Body body(KeptBody body) {
        return switch (body) {
            case KeptBody.Whole(Body whole, _) -> whole;
            case KeptBody.None _, KeptBody.Apart _, KeptBody.TooLarge _ -> Body.NONE;
        };
    }

    /// Nobody could take it now; another moment somebody may.
    private static boolean isWaiting(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted(Refusal why, _, _)
                && (why instanceof Refusal.NoAbleWorker
                        || why instanceof Refusal.NoSuchEndpoint
                        || why instanceof Refusal.Overloaded
                        || why instanceof Refusal.JournalUnwell);
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// As the journal has it, masked like the original; the outcome itself where it has none.
    private Sent ended(CallRecord record, CallId twin, Outcome outcome) {
        Optional<CallRecord> now = ground.find(twin);
        Ending ending = now.map(CallRecord::ending).orElse(null);
        boolean own = ending != null && ending.outcome().equals(outcome.word());
        return own
                ? sent(record, ending)
                : new Sent(record, word(outcome.word(), outcome.status()), null);
    }

    private static Sent sent(CallRecord record, @Nullable Ending ending) {
        if (ending == null) {
            return new Sent(record, "unknown", null);
        }
        return new Sent(record, word(ending.outcome(), ending.status()), ending);
    }

    private static String word(String outcome, int status) {
        return outcome.equals("answered") && status >= 500 ? "failed" : outcome;
    }
}
