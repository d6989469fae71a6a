package dev.hera.bench.command;

/// The command cannot do what it was asked for; the message is for the person who asked.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }
}
