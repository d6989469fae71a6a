package dev.hera.worker.api.remote;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;

/// A remote call that brought no answer, with what is certain about it.
///
/// A handler that does not catch it fails with "internal error".
public final class RemoteException extends RuntimeException {
    private final Outcome outcome;
    private final int code;
    private final @Nullable UUID uuid;

    /// What happened to the call.
    public enum Outcome {
        /// A worker ran it, and its handler failed or did not take it.
        ANSWERED,
        /// No worker ran it; another try is safe.
        NOT_EXECUTED,
        /// It left for a worker and no usable answer came; it may have run.
        UNKNOWN
    }

    RemoteException(Outcome outcome, int code, String message, @Nullable UUID uuid) {
        super(message);
        this.outcome = outcome;
        this.code = code;
        this.uuid = uuid;
    }

    /// What happened to the call.
    public Outcome outcome() {
        return outcome;
    }

    /// The code as JSON-RPC says it: -32602 for what the handler did not take, -32603 for a handler
    /// that failed, its own for one that said why, -32001 and below for the platform's; or the
    /// status of an answer that [RemoteAnswer#as] found to be none.
    public int code() {
        return code;
    }

    /// The remote call's id; empty when it never reached a broker that said it.
    public Optional<UUID> uuid() {
        return Optional.ofNullable(uuid);
    }
}
