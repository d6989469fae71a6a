package dev.hera.broker.journal.redact;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes the ending of a call of its outcome, without its secrets; any thread.
public final class Endings {
    /// Why a call ended that nobody completed: its broker died, or hit a bug.
    public static final String BROKER_STOPPED = "broker-stopped";

    private final Redactor redactor;
    private final InstantSource clock;

    public Endings(Redactor redactor, InstantSource clock) {
        this.redactor = redactor;
        this.clock = clock;
    }

    /// Of a call that ended.
    public Ending of(Outcome outcome, List<KeptAttempt> attempts, List<String> sensitive) {
        return switch (outcome) {
            case Outcome.Answered a -> {
                KeptBody body = redactor.body(a.body(), sensitive);
                var headers = redactor.answerHeaders(a.headers());
                yield answer(a, a.status(), headers, a.contentType(), body, attempts);
            }
            case Outcome.Accepted a -> {
                KeptBody body = redactor.body(a.body(), sensitive);
                yield answer(a, a.status(), Map.of(), a.contentType(), body, attempts);
            }
            case Outcome.HandlerFailed f -> {
                String kind = f.status() < 500 ? "bad-input" : "handler-failed";
                yield plain(f, kind, f.detail(), f.status(), attempts);
            }
            case Outcome.NotExecuted n ->
                    refused(n, plain(n, n.refusal().kind(), n.refusal().detail(), 0, attempts));
            case Outcome.Repeated r -> of(r.outcome(), attempts, sensitive);
            case Outcome.Unknown u -> {
                String kind = u.doubt().name().toLowerCase(Locale.ROOT).replace('_', '-');
                yield plain(u, kind, u.detail(), 0, attempts);
            }
        };
    }

    private Ending answer(
            Outcome outcome,
            int status,
            Map<String, List<String>> headers,
            @Nullable String contentType,
            KeptBody body,
            List<KeptAttempt> attempts) {
        return new Ending(
                clock.instant(),
                outcome.word(),
                "",
                "",
                status,
                headers,
                redactor.textOrNull(contentType),
                body,
                attempts,
                outcome.ledger(),
                outcome.worker(),
                null);
    }

    private Ending plain(
            Outcome outcome, String kind, String detail, int status, List<KeptAttempt> attempts) {
        return new Ending(
                clock.instant(),
                outcome.word(),
                kind,
                redactor.text(detail),
                status,
                Map.of(),
                null,
                KeptBody.NONE,
                attempts,
                outcome.ledger(),
                outcome.worker(),
                null);
    }

    private static Ending refused(Outcome.NotExecuted outcome, Ending ending) {
        return outcome.refusal() instanceof Refusal.NoAbleWorker(_, var candidates, _)
                ? ending.with(CandidatesJson.of(candidates))
                : ending;
    }

    /// Of a call that is accepted and not delivered yet: as it was confirmed, and still holds.
    ///
    /// @param before what the record says; null when nothing
    public Ending accepted(CallId id, @Nullable Ending before, Endpoint endpoint) {
        if (before != null && before.outcome().equals(CallRecord.ACCEPTED)) {
            return before;
        }
        Outcome told = Outcome.Accepted.as(endpoint.accept().confirmation(), id, Ledger.NONE);
        var attempts = before == null ? List.<KeptAttempt>of() : before.attempts();
        return of(told, attempts, endpoint.sensitive());
    }

    /// Of a call that was under way when its broker died.
    ///
    /// @param status what the caller was told; 0 when nobody knows
    public static Ending stopped(Instant at, String word, int status) {
        String detail =
                switch (word) {
                    case "not-executed" -> "the broker stopped before the call left for a worker";
                    case "unknown" -> "the broker stopped before the call ended";
                    default -> "the broker stopped before the answer was kept";
                };
        return new Ending(
                at,
                word,
                BROKER_STOPPED,
                detail,
                status,
                Map.of(),
                null,
                KeptBody.NONE,
                List.of(),
                Ledger.NONE,
                null,
                null);
    }

    /// An attempt with its decision as text.
    public static KeptAttempt kept(Attempt attempt) {
        return new KeptAttempt(
                attempt.number(),
                attempt.worker(),
                attempt.decision().get(),
                attempt.sentAt(),
                attempt.tookNanos(),
                attempt.workerNanos(),
                attempt.outcome());
    }
}
