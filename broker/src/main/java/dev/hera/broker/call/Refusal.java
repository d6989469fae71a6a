package dev.hera.broker.call;

import java.time.Duration;
import java.util.List;

/// Why a call was not executed. Every kind is an expected thing, so it is a value.
public sealed interface Refusal {
    /// One sentence for the caller: what is wrong, with numbers, and what to do.
    String detail();

    /// The HTTP status that says it.
    default int status() {
        return switch (this) {
            case Malformed _ -> 400;
            case Unauthenticated _ -> 401;
            case Forbidden _ -> 403;
            case NoSuchEndpoint _ -> 404;
            case TooLarge _ -> 413;
            case Encoded _ -> 415;
            case KeyReused _ -> 422;
            case TooManyTries _ -> 429;
            case NoAbleWorker _, Overloaded _, JournalUnwell _, Quarantined _ -> 503;
            case TooLate _ -> 504;
        };
    }

    /// The kind in one word, as problems, logs and meters call it.
    default String kind() {
        return switch (this) {
            case Malformed _ -> "malformed";
            case Unauthenticated _ -> "unauthenticated";
            case Forbidden _ -> "forbidden";
            case NoSuchEndpoint _ -> "no-such-endpoint";
            case TooLarge _ -> "too-large";
            case Encoded _ -> "encoded";
            case KeyReused _ -> "key-reused";
            case TooManyTries _ -> "too-many-tries";
            case NoAbleWorker _ -> "no-able-worker";
            case Overloaded _ -> "overloaded";
            case JournalUnwell _ -> "journal-unwell";
            case Quarantined _ -> "quarantined";
            case TooLate _ -> "too-late";
        };
    }

    /// No token, or none we know: 401.
    record Unauthenticated(String detail) implements Refusal {}

    /// Too many bad tokens from the same source: 429.
    record TooManyTries(String detail, Duration retryAfter) implements Refusal {}

    /// A known token that may not do this: 403.
    record Forbidden(String detail) implements Refusal {}

    /// Nobody ever announced it: 404.
    record NoSuchEndpoint(String detail) implements Refusal {}

    /// Known, but no worker is able: 503.
    record NoAbleWorker(String detail, Candidates candidates, Duration retryAfter)
            implements Refusal {}

    /// Too much at once: 503.
    record Overloaded(String detail, Duration retryAfter) implements Refusal {}

    /// The record cannot be kept: 503.
    record JournalUnwell(String detail, Duration retryAfter) implements Refusal {}

    /// This call killed workers before: 503.
    record Quarantined(String detail, Duration retryAfter) implements Refusal {}

    /// Not JSON, an ambiguous path, a header that says nothing: 400.
    record Malformed(String detail) implements Refusal {}

    /// Over the limit: 413.
    record TooLarge(String detail) implements Refusal {}

    /// An encoded body: 415.
    record Encoded(String detail) implements Refusal {}

    /// The deadline passed before the call left: 504.
    record TooLate(String detail) implements Refusal {}

    /// The same idempotency key with another body: 422.
    record KeyReused(String detail) implements Refusal {}

    /// Who could have run it, and why each was passed over.
    record Candidates(
            int known,
            int connected,
            int draining,
            int ejected,
            int allowed,
            List<PassedOver> passedOver) {
        public Candidates {
            passedOver = List.copyOf(passedOver);
        }
    }

    /// One worker that was not chosen.
    record PassedOver(String worker, String why) {}
}
