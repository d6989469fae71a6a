package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What a test sent to a store, and of what it was told that it is kept.
///
/// A record's key is eight bytes drawn for it alone, its content follows from the key, so that a
/// record that nobody sent, or a changed one, cannot pass.
final class Diary {
    private static final int RECORDS = 3;

    /// All records lie between these.
    static final byte[] FIRST = {};

    static final byte[] LAST = {-1, -1, -1, -1, -1, -1, -1, -1, -1};

    private final Random random;
    private final Map<Long, Long> sent = new HashMap<>();
    private final Map<Long, Long> told = new HashMap<>();
    private final Set<Long> erased = new HashSet<>();
    private final Batch batch = new Batch();

    Diary(long seed) {
        random = new Random(seed);
    }

    /// Appends a few records; what is kept is noted at the moment that the store says so.
    void append(JournalStore store, long first) {
        batch.begin(first, Instant.ofEpochMilli(1_000_000 + first));
        Map<Long, Long> records = new HashMap<>();
        for (int i = 0; i < RECORDS; i++) {
            long key = random.nextLong() >>> 1;
            byte[] content = content(key);
            batch.record(key(key), content, content.length);
            records.put(key, first + i);
        }
        sent.putAll(records);
        store.append(batch, () -> told.putAll(records));
    }

    /// Deletes one kept record.
    void delete(JournalStore store, long first) {
        long key = told.keySet().iterator().next();
        erased.add(key);
        batch.begin(first, Instant.EPOCH);
        batch.delete(Table.CALLS, key(key));
        store.append(batch, () -> {});
    }

    static byte[] key(long key) {
        return ByteBuffer.allocate(Long.BYTES).putLong(key).array();
    }

    private static byte[] content(long key) {
        byte[] content = new byte[300 + (int) (key % 700)];
        new Random(key).nextBytes(content);
        return content;
    }

    int told() {
        return told.size();
    }

    /// Everything kept is there, and nothing that was not sent.
    void compare(JournalStore store, String when) {
        told.forEach(
                (key, sequence) -> {
                    if (!erased.contains(key)) {
                        byte[] value = store.get(Table.CALLS, key(key));
                        assertNotNull(value, () -> when + " record " + sequence + " is gone");
                        assertEquals(sequence, Kept.of(value).sequence(), when);
                    }
                });
        Set<Long> seen = new HashSet<>();
        store.scan(
                Table.CALLS,
                FIRST,
                LAST,
                (key, value) -> {
                    long number = ByteBuffer.wrap(key).getLong();
                    Kept kept = Kept.of(value);
                    assertTrue(sent.containsKey(number), () -> when + " somebody else's record");
                    assertTrue(seen.add(kept.sequence()), () -> when + " a number twice");
                    byte[] content = new byte[kept.content().remaining()];
                    kept.content().get(content);
                    assertArrayEquals(content(number), content, when);
                    return true;
                });
    }

    /// No number that was told of is given again; asked right after a start.
    void compareNumbers(JournalStore store, String when) {
        long most = told.values().stream().mapToLong(Long::longValue).max().orElse(0);
        assertTrue(store.recovered().next() > most, () -> when + " numbers come again");
    }
}
