package dev.hera.broker.call.event;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.id.TraceParent;

import java.time.Instant;
import java.util.List;

/// A call that is over, as those hear of it who count, log and trace; immutable, any thread.
///
/// @param receivedAt wall clock
/// @param method as called; empty for JSON-RPC
/// @param path as called, without the query; may hold anything when the call was malformed
/// @param trace the trace it is part of
/// @param bytesIn of the body that was taken
/// @param caller [Caller#NOBODY] when it was not let in
/// @param endpoint the announced name; empty when none matched
/// @param attempts in their order; empty when it never left
public record Ended(
        CallId id,
        Origin origin,
        Instant receivedAt,
        String method,
        String path,
        TraceParent trace,
        long bytesIn,
        Caller caller,
        String endpoint,
        Outcome outcome,
        List<Attempt> attempts) {
    public Ended {
        attempts = List.copyOf(attempts);
    }

    /// Of the answer's body; 0 where the platform wrote a problem of its own.
    public long bytesOut() {
        return switch (outcome) {
            case Outcome.Answered a -> a.body().length();
            case Outcome.Accepted a -> a.body().length();
            case Outcome.HandlerFailed _, Outcome.NotExecuted _ -> 0;
            case Outcome.Unknown _, Outcome.Repeated _ -> 0;
        };
    }

    /// How it came to be, in one word, as logs and meters call it.
    public String entrance() {
        return switch (origin) {
            case Origin.Http _ -> "http";
            case Origin.Rpc _ -> "rpc";
            case Origin.Remote _ -> "remote";
            case Origin.Delivery _ -> "delivery";
            case Origin.Replay _ -> "replay";
        };
    }

    /// Whether somebody waits for it, a caller or a worker; deliveries and replays are the
    /// platform's own.
    public boolean isLive() {
        return switch (origin) {
            case Origin.Http _, Origin.Rpc _, Origin.Remote _ -> true;
            case Origin.Delivery _, Origin.Replay _ -> false;
        };
    }

    /// The end of a call that walked.
    public static Ended of(
            Call call, Caller caller, String endpoint, Outcome outcome, List<Attempt> attempts) {
        return new Ended(
                call.id(),
                call.origin(),
                call.receivedAt(),
                call.method(),
                call.path(),
                call.trace(),
                call.body().length(),
                caller,
                endpoint,
                outcome,
                attempts);
    }

    /// The end of what a door turned away before it was a call.
    public static Ended turned(
            CallId id, Instant receivedAt, String method, String path, Outcome outcome) {
        return turned(id, receivedAt, Origin.HTTP, method, path, outcome);
    }

    /// The same at another door.
    public static Ended turned(
            CallId id,
            Instant receivedAt,
            Origin origin,
            String method,
            String path,
            Outcome outcome) {
        return new Ended(
                id,
                origin,
                receivedAt,
                method,
                path,
                new TraceParent(id.trace(), id.span(), false),
                0,
                Caller.NOBODY,
                "",
                outcome,
                List.of());
    }
}
