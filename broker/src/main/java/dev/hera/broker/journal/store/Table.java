package dev.hera.broker.journal.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/// The tables of the store; the numbers are part of the format.
public enum Table {
    /// Parts of calls: id and part number to a record.
    CALLS(0, "calls"),
    /// Bodies too large to lie among the calls: id and side.
    BODIES(1, "bodies"),
    /// Idempotency keys: a hash of caller and key to the call.
    KEYS(2, "keys"),
    /// Tombstones, pins, and whatever else is said about calls.
    MARKS(3, "marks");

    private static final int ID = 16;
    private static final Table[] ALL = values();

    private final int number;
    private final String text;

    Table(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// As the store names it.
    public String text() {
        return text;
    }

    int number() {
        return number;
    }

    static Table of(int number) {
        return ALL[number];
    }

    /// Two keys, and what lies between them, for people. Most keys begin with the milliseconds of a
    /// call's id.
    static String range(byte[] first, byte[] last) {
        HexFormat hex = HexFormat.of();
        String keys = "%s to %s".formatted(hex.formatHex(first), hex.formatHex(last));
        return first.length > ID && last.length > ID
                ? "%s (calls from %s to %s)".formatted(keys, time(first), time(last))
                : keys;
    }

    private static Instant time(byte[] key) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(key).getLong() >>> 16);
    }
}
