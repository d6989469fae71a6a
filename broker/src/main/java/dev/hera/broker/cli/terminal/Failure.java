package dev.hera.broker.cli.terminal;

/// A command cannot do what it was asked for; the message is the one line that a person reads.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong, with the value, and what to do
    public Failure(String message) {
        super(message, null, false, false);
    }
}
