package dev.hera.broker.call;

/// How a call came to be.
public sealed interface Origin {
    /// From a caller over HTTP.
    Origin HTTP = new Http();

    /// From a caller over HTTP, as JSON-RPC.
    Origin RPC = new Rpc();

    /// A REST call.
    record Http() implements Origin {}

    /// A JSON-RPC call.
    record Rpc() implements Origin {}

    /// Made by a worker; the service is who asks.
    record Remote(String service) implements Origin {}

    /// Accepted before, delivered now.
    record Delivery(int attempt) implements Origin {}

    /// A replay of an earlier call.
    record Replay(CallId original) implements Origin {}
}
