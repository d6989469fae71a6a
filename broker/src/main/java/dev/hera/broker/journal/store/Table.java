package dev.hera.broker.journal.store;

/// The tables of the store; the order is part of the format.
public enum Table {
    /// Parts of calls: id and part number to a record.
    CALLS("calls"),
    /// Bodies too large to lie among the calls: id and side.
    BODIES("bodies"),
    /// Idempotency keys: a hash of caller and key to the call.
    KEYS("keys"),
    /// Tombstones, pins, losses, and how far the log has been applied.
    MARKS("marks");

    private static final Table[] ALL = values();

    private final String text;

    Table(String text) {
        this.text = text;
    }

    /// As the store names it.
    public String text() {
        return text;
    }

    static Table of(int number) {
        return ALL[number];
    }
}
