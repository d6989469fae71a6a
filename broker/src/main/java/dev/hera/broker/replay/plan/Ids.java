package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Calls in their order, 16 bytes each; immutable.
public final class Ids {
    private static final int BYTES = 16;

    private final ByteBuffer bytes;

    private Ids(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// These.
    public static Ids of(List<CallId> calls) {
        ByteBuffer bytes = ByteBuffer.allocate(calls.size() * BYTES);
        for (CallId call : calls) {
            bytes.putLong(call.uuid().getMostSignificantBits());
            bytes.putLong(call.uuid().getLeastSignificantBits());
        }
        return new Ids(bytes.flip());
    }

    /// Those that [#bytes] gave.
    public static Ids read(byte[] bytes) {
        return new Ids(ByteBuffer.wrap(bytes));
    }

    /// How many.
    public int size() {
        return bytes.limit() / BYTES;
    }

    /// The one at this place, from 0.
    public CallId at(int place) {
        return new CallId(
                new UUID(bytes.getLong(place * BYTES), bytes.getLong(place * BYTES + Long.BYTES)));
    }

    /// All of them, in no order.
    public Set<CallId> set() {
        Set<CallId> all = HashSet.newHashSet(size());
        for (int place = 0; place < size(); place++) {
            all.add(at(place));
        }
        return all;
    }

    /// All of them, to be kept.
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }
}
