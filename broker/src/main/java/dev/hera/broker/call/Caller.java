package dev.hera.broker.call;

/// Who makes a call, after the gatekeeper knows it; never the token.
///
/// @param id the token's id, or the worker's service for a remote call
/// @param grant the scope that allowed the call, `call POST /0/`; empty where no scope was asked
public record Caller(String id, String grant) {
    /// Not known, because no credential was good.
    public static final Caller NOBODY = new Caller("");

    /// One whose scope nobody asked for.
    public Caller(String id) {
        this(id, "");
    }
}
