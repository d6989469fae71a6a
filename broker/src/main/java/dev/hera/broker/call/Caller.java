package dev.hera.broker.call;

/// Who makes a call, after the gatekeeper knows it; never the token.
///
/// @param id the token's id, or the worker's service for a remote call
public record Caller(String id) {
    /// Not known, because no credential was good.
    public static final Caller NOBODY = new Caller("");
}
