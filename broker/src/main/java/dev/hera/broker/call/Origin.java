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

    /// Made by a worker.
    ///
    /// @param service who asks
    /// @param depth how many calls of workers led here, this one included
    /// @param behalf the caller whose rights are needed too; empty when it asks for itself
    record Remote(String service, int depth, String behalf) implements Origin {
        /// Deepest chain of calls; deeper is taken for a loop.
        public static final int MAX_DEPTH = 16;
    }

    /// Accepted before, delivered now.
    record Delivery(int attempt) implements Origin {}

    /// A replay of an earlier call, which keeps its id over all its attempts.
    ///
    /// @param attempt the number of the next one
    record Replay(CallId original, int attempt) implements Origin {
        /// Sent for the first time.
        public Replay(CallId original) {
            this(original, 1);
        }
    }
}
