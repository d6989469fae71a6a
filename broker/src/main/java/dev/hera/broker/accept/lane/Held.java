package dev.hera.broker.accept.lane;

/// An accepted call in its lane; changed by the lane alone, under its owner's lock.
public final class Held {
    private final Ticket ticket;
    private volatile Progress progress;
    private long readyAt;

    Held(Ticket ticket, Progress progress) {
        this.ticket = ticket;
        this.progress = progress;
    }

    /// The call.
    public Ticket ticket() {
        return ticket;
    }

    /// How far it has come.
    public Progress progress() {
        return progress;
    }

    void progress(Progress now) {
        progress = now;
    }

    /// When its pause ends, on the monotonic clock.
    long readyAt() {
        return readyAt;
    }

    void readyAt(long nanos) {
        readyAt = nanos;
    }

    boolean isSuspect() {
        return progress.deaths() > 0;
    }
}
