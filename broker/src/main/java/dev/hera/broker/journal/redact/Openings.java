package dev.hera.broker.journal.redact;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// Makes the opening of a call, without its secrets; any thread.
public final class Openings {
    private final Redactor redactor;

    public Openings(Redactor redactor) {
        this.redactor = redactor;
    }

    /// Of a call to an endpoint.
    public Opening of(Call call, Caller caller, Endpoint endpoint, RecordMode mode) {
        KeptBody body = redactor.body(call.body(), endpoint.sensitive());
        return of(call, caller, endpoint.name(), body, endpoint.timeout(), mode);
    }

    /// Of a call that no endpoint takes.
    public Opening of(Call call, Caller caller) {
        KeptBody body = redactor.body(call.body(), List.of());
        return of(call, caller, "", body, Endpoint.DEFAULT_TIMEOUT, RecordMode.BESIDE);
    }

    /// Of a call that will not be kept.
    ///
    /// @param endpoint null when none takes it
    public Opening asKept(Call call, Caller caller, @Nullable Endpoint endpoint) {
        return endpoint == null ? of(call, caller) : of(call, caller, endpoint, RecordMode.BESIDE);
    }

    private Opening of(
            Call call,
            Caller caller,
            String endpoint,
            KeptBody body,
            Duration timeout,
            RecordMode mode) {
        Duration patience = call.patience();
        return new Opening(
                call.id(),
                endpoint,
                call.method(),
                redactor.text(call.path()),
                redactor.query(call.query()),
                redactor.headers(call.headers()),
                redactor.textOrNull(call.contentType()),
                body,
                caller.id(),
                caller.grant(),
                call.receivedAt(),
                call.origin(),
                call.root(),
                call.parent(),
                redactor.textOrNull(call.idempotencyKey()),
                patience == null ? timeout : patience,
                mode,
                call.later());
    }
}
