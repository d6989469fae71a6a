package dev.hera.broker.journal.record;

import dev.hera.broker.call.Kinds;
import dev.hera.broker.call.Ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How a call ended, as it may be kept: secrets are masked already.
///
/// @param outcome `answered`, `accepted`, `not-executed` or `unknown`
/// @param kind which refusal, doubt or failure, as in the problem's type; empty for a plain answer
/// @param detail the sentence that the caller got; empty for a plain answer
/// @param status what the worker or the endpoint set; 0 where the platform chose it
/// @param headers of the answer
/// @param attempts in their order
/// @param worker the last one asked; null when none was
/// @param candidates as JSON, when nobody could run it: who was looked at and why not
public record Ending(
        Instant endedAt,
        String outcome,
        String kind,
        String detail,
        int status,
        Map<String, List<String>> headers,
        @Nullable String contentType,
        KeptBody body,
        List<KeptAttempt> attempts,
        Ledger ledger,
        @Nullable String worker,
        @Nullable String candidates) {
    public Ending {
        headers = Map.copyOf(headers);
        attempts = List.copyOf(attempts);
    }

    /// The status that its caller saw, or would have seen.
    public int seenStatus() {
        return status > 0 ? status : Kinds.status(kind);
    }

    /// The same with another body.
    public Ending with(KeptBody other) {
        return with(other, attempts, candidates);
    }

    /// The same after these attempts.
    public Ending with(List<KeptAttempt> made) {
        return with(body, made, candidates);
    }

    /// The same, told who could have run the call and why not.
    public Ending with(String passedOver) {
        return with(body, attempts, passedOver);
    }

    private Ending with(KeptBody kept, List<KeptAttempt> made, @Nullable String passedOver) {
        return new Ending(
                endedAt,
                outcome,
                kind,
                detail,
                status,
                headers,
                contentType,
                kept,
                made,
                ledger,
                worker,
                passedOver);
    }
}
