package dev.hera.broker.journal.write;

/// Whether new calls can be kept.
public enum Health {
    /// They can.
    WELL,
    /// There is little space: what is under way still fits, new calls do not.
    LOW,
    /// There is no space: entries wait in memory.
    FULL,
    /// A write failed in a way that nobody can mend while the process lives.
    FAILED,
    /// It was stopped.
    CLOSED;

    /// Whether nothing is written any more.
    public boolean isOver() {
        return this == FAILED || this == CLOSED;
    }
}
