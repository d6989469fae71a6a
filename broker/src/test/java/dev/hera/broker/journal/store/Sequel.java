package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;

/// Records whose keys and contents follow from their numbers, so that two processes agree on what
/// was sent without a word.
final class Sequel {
    private static final int MOST_RECORDS = 6;

    private Sequel() {}

    /// Fills a batch; gives how many records it has.
    static int fill(Batch batch, long first, Instant at) {
        int count = 1 + new Random(first).nextInt(MOST_RECORDS);
        batch.begin(first, at);
        for (long number = first; number < first + count; number++) {
            byte[] content = content(number);
            batch.record(key(number), content, content.length);
        }
        return count;
    }

    static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static byte[] content(long number) {
        Random random = new Random(~number);
        byte[] content = new byte[random.nextInt(1000)];
        random.nextBytes(content);
        return content;
    }

    /// Everything up to the number told is there; what is there was sent.
    static void compare(JournalStore store, long told, long sent) {
        assertEquals(0, store.recovered().lost().size());
        assertTrue(store.recovered().next() > told, () -> "told " + told + ": numbers come again");
        long[] expected = {1};
        store.scan(
                Table.CALLS,
                key(0),
                key(Long.MAX_VALUE),
                (key, value) -> {
                    assertArrayEquals(key(expected[0]), key, "record " + expected[0] + " is gone");
                    proves(expected[0]++, value);
                    return true;
                });
        assertTrue(expected[0] > told, () -> "%d of %d told".formatted(expected[0] - 1, told));
        assertTrue(expected[0] - 1 <= sent, () -> expected[0] - 1 + " was never sent");
        assertEquals(expected[0], store.recovered().next());
    }

    static void proves(long number, byte @Nullable [] value) {
        if (value == null) {
            throw new AssertionError("record " + number + " is gone");
        }
        Kept kept = Kept.of(value);
        assertEquals(number, kept.sequence());
        byte[] content = new byte[kept.content().remaining()];
        kept.content().get(content);
        assertArrayEquals(content(number), content, () -> "record " + number + " is changed");
    }
}
