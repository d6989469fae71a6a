package dev.hera.broker.journal.record;

import dev.hera.broker.call.CallId;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/// The keys of a call's parts: 16 bytes of id, one byte that says which part.
///
/// Ids sort by time, so do keys, and the parts of a call lie side by side.
public final class RecordKey {
    /// The opening, or the request's body.
    public static final int OPENING = 0;

    /// The ending, or the answer's body.
    public static final int ENDING = 1;

    /// What was said about it afterwards.
    public static final int SETTLEMENT = 2;

    /// That the answer reached nobody.
    public static final int UNDELIVERED = 3;

    /// How many bytes a key has.
    public static final int LENGTH = 17;

    private static final int END = 0xff;

    private RecordKey() {}

    /// The key of a part.
    public static byte[] of(CallId id, int part) {
        byte[] key = new byte[LENGTH];
        ByteBuffer.wrap(key)
                .putLong(id.uuid().getMostSignificantBits())
                .putLong(id.uuid().getLeastSignificantBits())
                .put((byte) part);
        return key;
    }

    /// Behind the last part of a call.
    public static byte[] after(CallId id) {
        return of(id, END);
    }

    /// Before every call received at this time or later.
    public static byte[] at(Instant time) {
        return of(new CallId(new UUID(time.toEpochMilli() << 16, 0)), 0);
    }

    /// Whose part it is.
    public static CallId id(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new CallId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    /// Which part it is.
    public static int part(byte[] key) {
        return key[LENGTH - 1] & 0xff;
    }
}
