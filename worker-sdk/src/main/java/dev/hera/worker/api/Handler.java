package dev.hera.worker.api;

import org.jspecify.annotations.Nullable;

/// Answers one call.
///
/// Runs on a virtual thread of its own, many at a time; it may block. The thread is interrupted
/// when the caller has given up.
@FunctionalInterface
public interface Handler {
    /// Answers.
    ///
    /// @return any value, which is written as JSON with status 200 (a `String` as a JSON string); a
    ///     [Reply] for other bytes; null for 204 without a body, which in JSON-RPC is the result
    ///     `null`
    /// @throws CallException to tell the caller what is wrong
    /// @throws Exception anything else: the caller is told "internal error", the log everything
    @Nullable Object handle(Context call) throws Exception;
}
