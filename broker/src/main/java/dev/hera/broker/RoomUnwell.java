package dev.hera.broker;

/// The machine does not let the broker start or run; one line that says what to do.
final class RoomUnwell extends RuntimeException {
    private static final long serialVersionUID = 1;

    RoomUnwell(String message, Throwable cause) {
        super(message, cause);
    }

    RoomUnwell(String message) {
        super(message);
    }
}
