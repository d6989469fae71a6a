package dev.hera.worker.rpc;

import org.jspecify.annotations.Nullable;

/// What an author's method threw, taken out of its wrapping.
final class Thrown {
    private Thrown() {}

    /// The cause, to be thrown on; an error is thrown at once.
    static Exception by(Exception wrapping) {
        @Nullable Throwable cause = wrapping.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : wrapping;
    }
}
