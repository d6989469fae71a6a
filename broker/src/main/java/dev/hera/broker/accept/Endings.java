package dev.hera.broker.accept;

import dev.hera.broker.accept.lane.Ending;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Outcome.Doubt;
import dev.hera.wire.accept.Retry;

import java.util.Set;

/// What a delivery's outcome means for the call.
final class Endings {
    private static final Set<Integer> PUT_OFF = Set.of(408, 425, 429);

    private Endings() {}

    static Ending of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered a -> answered(a.status(), "the worker answered " + a.status());
            case Outcome.HandlerFailed f -> answered(f.status(), f.detail());
            case Outcome.NotExecuted n -> new Ending.NotRun(n.refusal().detail());
            case Outcome.Unknown u when u.doubt() == Doubt.WORKER_LOST ->
                    new Ending.Died(u.detail() + " (" + u.worker() + ")");
            case Outcome.Unknown u -> new Ending.Failed(Retry.End.UNKNOWN, u.detail());
            case Outcome.Repeated r -> of(r.outcome());
            case Outcome.Accepted _ ->
                    throw new IllegalStateException("a delivery was accepted for later");
        };
    }

    /// Whether this is an answer that stands: what is put off or failed is tried again.
    static boolean isAnswer(Outcome outcome) {
        return switch (of(outcome)) {
            case Ending.Done _ -> true;
            case Ending.Failed(Retry.End end, _) -> end == Retry.End.REFUSED;
            case Ending.NotRun _, Ending.Died _ -> false;
        };
    }

    private static Ending answered(int status, String why) {
        if (status < 400) {
            return new Ending.Done(why);
        }
        if (status >= 500) {
            return new Ending.Failed(Retry.End.FAILED, why);
        }
        return new Ending.Failed(
                PUT_OFF.contains(status) ? Retry.End.PUT_OFF : Retry.End.REFUSED, why);
    }
}
