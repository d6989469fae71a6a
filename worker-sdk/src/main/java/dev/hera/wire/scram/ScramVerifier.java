package dev.hera.wire.scram;

/// What a broker keeps instead of a worker's secret (RFC 5802): enough to check, not to pretend.
///
/// @param salt base64
/// @param iterations rounds of PBKDF2
/// @param storedKey base64 of H(ClientKey)
/// @param serverKey base64 of the key the broker proves itself with
public record ScramVerifier(String salt, int iterations, String storedKey, String serverKey) {}
