package dev.hera.broker.replay.keep;

import java.util.Locale;

/// Where a replay stands.
public enum Phase {
    /// Not started.
    PLANNED,
    /// Sending.
    RUNNING,
    /// An operator wants it to wait.
    PAUSED,
    /// Every call has ended.
    DONE,
    /// An operator ended it.
    CANCELLED;

    /// For people.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it was started, and so has sent calls or will.
    public boolean hasBegun() {
        return this != PLANNED;
    }

    /// Whether nothing more comes.
    public boolean isOver() {
        return this == DONE || this == CANCELLED;
    }
}
