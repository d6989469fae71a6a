package dev.hera.broker.call;

import dev.hera.wire.Body;
import dev.hera.wire.id.TraceParent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One call, whole, as a door took it in.
///
/// @param id made by this broker
/// @param origin how it came to be
/// @param method HTTP method; empty for JSON-RPC
/// @param path the path as called, percent-encoded, proved unambiguous; the name for JSON-RPC
/// @param target the path decoded once, the form that authorisation and routing both use
/// @param query as called, without `?`; empty when there is none
/// @param headers allow-listed, names in lower case
/// @param body what came with it
/// @param contentType as called
/// @param credential what the caller showed
/// @param patience how long the caller waits; null leaves it to the endpoint
/// @param receivedAt wall clock
/// @param receivedNanos monotonic clock, where the ledger starts
/// @param root the first call of the chain; its own id for most
/// @param parent the call that made this one
/// @param idempotencyKey as called
/// @param later the caller asks for `respond-async`
public record Call(
        CallId id,
        Origin origin,
        String method,
        String path,
        String target,
        String query,
        Map<String, String> headers,
        Body body,
        @Nullable String contentType,
        Credential credential,
        @Nullable Duration patience,
        Instant receivedAt,
        long receivedNanos,
        CallId root,
        @Nullable CallId parent,
        @Nullable String idempotencyKey,
        boolean later) {
    public Call {
        headers = Map.copyOf(headers);
    }

    /// The trace that this call is part of: its caller's, or else one of its own that nobody
    /// samples, whose parent is the call itself.
    public TraceParent trace() {
        String told = headers.get(TraceParent.HEADER);
        return (told == null ? Optional.<TraceParent>empty() : TraceParent.parse(told))
                .orElseGet(() -> new TraceParent(id.trace(), id.span(), false));
    }

    /// Whether the platform makes it of a call that it took before.
    public boolean isOurs() {
        return origin instanceof Origin.Delivery || origin instanceof Origin.Replay;
    }

    /// When its caller has waited long enough.
    ///
    /// @param usual how long callers of its endpoint wait who do not say
    public Deadline deadline(Duration usual) {
        return Deadline.after(patience == null ? usual : patience, receivedNanos);
    }

    /// What its record says of this end: a delivery that nobody could run has not ended the call,
    /// which is still accepted.
    public Outcome ending(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted && origin instanceof Origin.Delivery
                ? new Outcome.Accepted(202, Map.of(), Body.NONE, null, outcome.ledger())
                : outcome;
    }

    /// Whether it goes on in a record that is there already.
    public boolean goesOn() {
        return origin instanceof Origin.Delivery
                || (origin instanceof Origin.Replay(_, int attempt) && attempt > 1);
    }

    /// The number that its next attempt has.
    public int nextAttempt() {
        return switch (origin) {
            case Origin.Http _, Origin.Rpc _, Origin.Remote _ -> 1;
            case Origin.Delivery(int attempt) -> attempt;
            case Origin.Replay(_, int attempt) -> attempt;
        };
    }

    /// How many calls of workers led here; 0 when it came from outside.
    public int depth() {
        return origin instanceof Origin.Remote remote ? remote.depth() : 0;
    }

    /// The headers that go out with an attempt: its own span is the parent of what the worker does.
    ///
    /// @param attempt 1 for the first
    public Map<String, String> headersOf(int attempt) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(TraceParent.HEADER, trace().at(id.span(attempt)).toString());
        return all;
    }

    /// What the caller asks for, as a person reads it: `POST /0/metrics-api`, or `sum`.
    public String wanted() {
        return method.isEmpty() ? target : method + ' ' + target;
    }
}
