package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Lost;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What was lost and accepted as lost, among the store's own entries.
final class Losses {
    private static final byte KIND = 'L';
    private static final byte[] FROM = {KIND};
    private static final byte[] TO = {KIND + 1};

    private Losses() {}

    static List<Lost> read(Tables tables) {
        List<Lost> all = new ArrayList<>();
        tables.scanOwn(
                FROM,
                TO,
                (key, value) -> {
                    ByteBuffer range = ByteBuffer.wrap(value);
                    long from = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
                    Instant after = Instant.ofEpochMilli(range.getLong(Long.BYTES));
                    Instant before = Instant.ofEpochMilli(range.getLong(2 * Long.BYTES));
                    all.add(new Lost(from, range.getLong(0), after, before));
                    return true;
                });
        return all;
    }

    /// Remembers them, and that the log has nothing up to `applied` that is still wanted.
    static void write(Tables tables, List<Lost> lost, long applied) {
        for (Lost range : lost) {
            byte[] key = ByteBuffer.allocate(9).put(KIND).putLong(range.from()).array();
            ByteBuffer value = ByteBuffer.allocate(3 * Long.BYTES).putLong(range.to());
            value.putLong(range.after().toEpochMilli()).putLong(range.before().toEpochMilli());
            tables.addOwn(key, value.array());
        }
        tables.applyOwn(applied);
    }
}
