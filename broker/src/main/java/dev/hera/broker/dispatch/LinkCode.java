package dev.hera.broker.dispatch;

import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.ErrorCode;

/// How an end is told to those who speak JSON-RPC, callers and workers alike.
public final class LinkCode {
    private LinkCode() {}

    /// The code of a call that was not executed.
    public static int of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _, Refusal.TooManyTries _ -> ErrorCode.UNAUTHENTICATED;
            case Refusal.Forbidden _ -> ErrorCode.FORBIDDEN;
            case Refusal.NoSuchEndpoint _ -> ErrorCode.NO_SUCH_ENDPOINT;
            case Refusal.NoAbleWorker _, Refusal.Overloaded _, Refusal.JournalUnwell _ ->
                    ErrorCode.BUSY;
            case Refusal.Quarantined _ -> ErrorCode.QUARANTINED;
            case Refusal.TooLate _ -> ErrorCode.DEADLINE;
            case Refusal.Malformed _, Refusal.TooLarge _, Refusal.Encoded _, Refusal.KeyReused _ ->
                    ErrorCode.INVALID_REQUEST;
        };
    }

    /// The code of a call of which nobody knows whether it ran.
    public static int of(Outcome.Doubt doubt) {
        return switch (doubt) {
            case WORKER_LOST -> ErrorCode.WORKER_LOST;
            case DEADLINE -> ErrorCode.DEADLINE;
            case BAD_ANSWER, NOT_KEPT, BROKER_FAULT -> ErrorCode.INTERNAL_ERROR;
        };
    }
}
