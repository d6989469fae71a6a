package dev.hera.broker.accept.keep;

/// What is on the shelf cannot be read or written; one line that says what to do.
public final class KeepFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeepFault(String message, Throwable cause) {
        super(message, cause);
    }
}
