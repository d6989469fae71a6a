package dev.hera.broker.door;

/// The machine does not let the broker start or run; one line that says what to do.
public final class RoomUnwell extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RoomUnwell(String message, Throwable cause) {
        super(message, cause);
    }

    public RoomUnwell(String message) {
        super(message);
    }
}
