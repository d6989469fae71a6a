package dev.hera.broker.admin.page;

/// Where it stands which workers get no new calls; every broker follows it.
///
/// @param begin remembers the drain of a worker
/// @param undo forgets it
public record Drains(Begin begin, Undo undo) {
    /// Remembers a drain.
    public interface Begin {
        /// @param who the operator's token, for the record
        void drain(String worker, String who);
    }

    /// Forgets a drain.
    public interface Undo {
        /// False when the worker was not drained.
        boolean resume(String worker);
    }

    /// What is remembered cannot be changed now; the message is for people.
    public static final class Unwell extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unwell(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
