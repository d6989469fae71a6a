package dev.hera.broker.journal.keys;

import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Outcome.Doubt;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An outcome as it was, made of its record; a pure function.
public final class Retelling {
    private static final int HANDLER_FAILED = 500;
    private static final int ACCEPTED = 202;

    private Retelling() {}

    /// The outcome; empty when the call was not executed, of which there is nothing to tell again,
    /// or when its answer was over the limit, or lost with the broker, and not kept.
    public static Optional<Outcome> of(Ending ending) {
        return switch (ending.outcome()) {
            case "answered" ->
                    switch (ending.kind()) {
                        case "" -> answered(ending);
                        case Endings.BROKER_STOPPED -> Optional.empty();
                        default -> failed(ending);
                    };
            case "accepted" -> body(ending).map(body -> accepted(ending, body));
            case "unknown" ->
                    Optional.of(
                            new Outcome.Unknown(
                                    doubt(ending.kind()),
                                    ending.detail(),
                                    worker(ending),
                                    ending.ledger()));
            default -> Optional.empty();
        };
    }

    /// Whether secrets in the body were replaced before it was kept.
    public static boolean isMasked(Ending ending) {
        return ending.body() instanceof KeptBody.Whole whole && whole.masked();
    }

    private static Optional<Outcome> answered(Ending ending) {
        return body(ending)
                .map(
                        body ->
                                new Outcome.Answered(
                                        ending.status(),
                                        ending.headers(),
                                        body,
                                        ending.contentType(),
                                        worker(ending),
                                        ending.ledger()));
    }

    private static Optional<Outcome> failed(Ending ending) {
        int status = ending.status() == 0 ? HANDLER_FAILED : ending.status();
        return Optional.of(
                new Outcome.HandlerFailed(
                        status, code(status), ending.detail(), worker(ending), ending.ledger()));
    }

    /// As the SDK makes a code of a status when the handler names none.
    private static int code(int status) {
        return switch (status) {
            case 400 -> ErrorCode.INVALID_PARAMS;
            case HANDLER_FAILED -> ErrorCode.INTERNAL_ERROR;
            default -> status;
        };
    }

    private static Outcome accepted(Ending ending, Body body) {
        int status = ending.status() == 0 ? ACCEPTED : ending.status();
        return new Outcome.Accepted(status, Map.of(), body, ending.contentType(), ending.ledger());
    }

    private static Optional<Body> body(Ending ending) {
        return switch (ending.body()) {
            case KeptBody.None _ -> Optional.of(Body.NONE);
            case KeptBody.Whole(Body body, _) -> Optional.of(body);
            case KeptBody.Apart _, KeptBody.TooLarge _ -> Optional.empty();
        };
    }

    private static String worker(Ending ending) {
        String worker = ending.worker();
        return worker == null ? "" : worker;
    }

    /// The kind is the doubt's name as it stands in a problem's type.
    private static Doubt doubt(String kind) {
        for (Doubt doubt : Doubt.values()) {
            if (doubt.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(kind)) {
                return doubt;
            }
        }
        return Doubt.WORKER_LOST;
    }
}
