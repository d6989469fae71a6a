package dev.hera.broker.replay.hermetic;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.dispatch.StandIn;
import dev.hera.broker.journal.keys.Retelling;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Wanted;
import dev.hera.wire.Body;
import dev.hera.wire.compare.Asked;
import dev.hera.wire.compare.Difference;
import dev.hera.wire.compare.JsonWalk;
import dev.hera.wire.compare.Recollection;
import dev.hera.wire.compare.Recollection.Made;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers what the handler of one replayed call asks, from what it was answered then. Any thread.
///
/// Calls are compared as they are recorded, masked with the same key. Another worker than before
/// has been given the call anew, and begins from the first answer again.
public final class Echoes implements StandIn {
    private final Wanted wanted;
    private final CallRecord original;
    private final List<Made<CallRecord>> made;
    private final Function<Call, Opening> kept;
    private String worker = "";
    private Recollection<CallRecord> then;

    /// @param original the call that is replayed
    /// @param children those that its handler made, in their order
    /// @param kept how a call would be recorded
    public Echoes(
            Wanted wanted,
            CallRecord original,
            List<CallRecord> children,
            Function<Call, Opening> kept) {
        this.wanted = wanted;
        this.original = original;
        this.kept = kept;
        made = children.stream().map(one -> new Made<>(asked(one.opening()), one)).toList();
        then = fresh();
    }

    private Recollection<CallRecord> fresh() {
        return new Recollection<>(made, wanted.ignore(), JsonWalk.EXACTLY);
    }

    private static Asked asked(Opening opening) {
        String name = opening.method() + ' ' + opening.path();
        return new Asked(
                opening.endpoint().isEmpty() ? name.strip() : opening.endpoint(),
                opening.method(),
                opening.path(),
                opening.query(),
                body(opening.body()));
    }

    private static @Nullable Body body(KeptBody body) {
        return switch (body) {
            case KeptBody.None _ -> Body.NONE;
            case KeptBody.Whole(Body whole, _) -> whole;
            case KeptBody.Apart _, KeptBody.TooLarge _ -> null;
        };
    }

    @Override
    public Outcome answer(Call call, String asker) {
        Recollection<CallRecord> now = then(asker);
        Asked asked = asked(kept.apply(call));
        Optional<CallRecord> found = now.recall(asked);
        if (found.isEmpty()) {
            return refused("call %s made no such call, or not so often", asked);
        }
        Ending ending = found.get().ending();
        String fault = ending == null ? "its end is not on record" : fault(ending);
        if (ending == null || !fault.isEmpty()) {
            now.note(asked, asked + ": " + fault);
            return refused("call %s made this call; " + fault, asked);
        }
        return new Outcome.Repeated(
                found.get().id(), Retelling.of(ending).orElseGet(() -> again(ending)));
    }

    private synchronized Recollection<CallRecord> then(String asker) {
        if (!asker.equals(worker)) {
            worker = asker;
            then = fresh();
        }
        return then;
    }

    /// Why it cannot be answered as then; empty when it can.
    private String fault(Ending ending) {
        boolean untold = Retelling.of(ending).isEmpty();
        if (untold && !ending.outcome().equals("not-executed")) {
            return "its answer was not kept";
        }
        return Retelling.isMasked(ending) && !wanted.has(Flag.MASKED)
                ? "something secret in its answer was masked (flag masked sends the masks)"
                : "";
    }

    /// Nobody ran it then either.
    private static Outcome again(Ending ending) {
        String detail = ending.detail();
        Refusal why =
                switch (ending.kind()) {
                    case "unauthenticated" -> new Refusal.Unauthenticated(detail);
                    case "forbidden" -> new Refusal.Forbidden(detail);
                    case "no-such-endpoint" -> new Refusal.NoSuchEndpoint(detail);
                    case "malformed", "encoded", "key-reused" -> new Refusal.Malformed(detail);
                    case "too-large" -> new Refusal.TooLarge(detail);
                    case "too-late" -> new Refusal.TooLate(detail);
                    case "quarantined" -> new Refusal.Quarantined(detail, Duration.ZERO);
                    default -> new Refusal.Overloaded(detail, Duration.ZERO);
                };
        return new Outcome.NotExecuted(why, ending.worker(), Ledger.NONE);
    }

    private Outcome refused(String why, Asked asked) {
        String detail = why.formatted(original.id()) + ": " + asked.endpoint();
        return new Outcome.NotExecuted(new Refusal.Forbidden(detail), null, Ledger.NONE);
    }

    /// What the handler asked otherwise than then.
    ///
    /// A call that several workers were asked to run may have asked the same several times: what is
    /// left of it then says nothing.
    public synchronized List<Difference> differences() {
        Ending ending = original.ending();
        boolean once = ending == null || ending.attempts().size() <= 1;
        return then.differences().stream()
                .filter(one -> once || !one.now().equals(Difference.ABSENT))
                .toList();
    }
}
