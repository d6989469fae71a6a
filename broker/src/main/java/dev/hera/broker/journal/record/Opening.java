package dev.hera.broker.journal.record;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What was asked, as it may be kept: secrets are masked already.
///
/// @param endpoint the announced name; empty when none matched
/// @param method HTTP method; empty for JSON-RPC
/// @param path as called, percent-encoded; the name for JSON-RPC
/// @param query as called, without `?`
/// @param headers allow-listed, names in lower case
/// @param caller the token's id, or the service; never the token
/// @param grant the scope that allowed the call, `call POST /0/`; empty when none was asked for
/// @param patience how long the call may take
/// @param mode how it is kept
/// @param later the caller asked for `respond-async`
public record Opening(
        CallId id,
        String endpoint,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        @Nullable String contentType,
        KeptBody body,
        String caller,
        String grant,
        Instant receivedAt,
        Origin origin,
        CallId root,
        @Nullable CallId parent,
        @Nullable String idempotencyKey,
        Duration patience,
        RecordMode mode,
        boolean later) {
    public Opening {
        headers = Map.copyOf(headers);
    }

    /// The same with another body.
    public Opening with(KeptBody other) {
        return new Opening(
                id,
                endpoint,
                method,
                path,
                query,
                headers,
                contentType,
                other,
                caller,
                grant,
                receivedAt,
                origin,
                root,
                parent,
                idempotencyKey,
                patience,
                mode,
                later);
    }

    /// The same, as this call was before it was masked for the record.
    public Opening with(Call call) {
        return new Opening(
                id,
                endpoint,
                method,
                call.path(),
                call.query(),
                call.headers(),
                call.contentType(),
                new KeptBody.Whole(call.body(), false),
                caller,
                grant,
                receivedAt,
                origin,
                root,
                parent,
                call.idempotencyKey(),
                patience,
                mode,
                later);
    }
}
