package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.InMemory;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// What every store promises; each implementation runs it.
abstract class JournalStoreContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);

    @TempDir(factory = InMemory.class)
    Path folder;

    /// Opens a store.
    abstract JournalStore open(Path folder);

    private JournalStore open() {
        return open(folder.resolve("store"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Batch batch(long first) {
        Batch batch = new Batch();
        batch.begin(first, NOW);
        return batch;
    }

    private static void put(JournalStore store, Table table, String... keys) {
        Batch batch = batch(next(store));
        for (String key : keys) {
            batch.put(table, bytes(key), bytes("of " + key));
        }
        store.append(batch, () -> {});
    }

    /// The number after the last one, for a store that only [#put] wrote to.
    private static long next(JournalStore store) {
        byte[] told = store.get(Table.MARKS, bytes("test.next"));
        long next =
                told == null
                        ? store.recovered().next()
                        : Long.parseLong(new String(told, StandardCharsets.US_ASCII));
        Batch batch = batch(next);
        batch.put(Table.MARKS, bytes("test.next"), bytes(Long.toString(next + 2)));
        store.append(batch, () -> {});
        return next + 1;
    }

    private static List<String> scan(JournalStore store, Table table, String from, String to) {
        List<String> keys = new ArrayList<>();
        store.scan(
                table,
                bytes(from),
                bytes(to),
                (key, value) -> keys.add(new String(key, StandardCharsets.US_ASCII)));
        return keys;
    }

    @Test
    void whatIsKeptIsFoundAtOnceAndAfterAStart() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a");
            assertArrayEquals(bytes("of a"), store.get(Table.KEYS, bytes("a")));
            assertNull(store.get(Table.KEYS, bytes("b")));
            assertNull(store.get(Table.CALLS, bytes("a")));
        }
        try (JournalStore store = open()) {
            assertArrayEquals(bytes("of a"), store.get(Table.KEYS, bytes("a")));
        }
    }

    @Test
    void recordsHaveOneNumberAfterTheOther() {
        try (JournalStore store = open()) {
            assertEquals(1, store.recovered().next());
            Batch batch = batch(1);
            batch.record(bytes("a"), bytes("one more"), 3);
            batch.record(bytes("b"), bytes("two"), 3);
            store.append(batch, () -> {});
            batch.begin(3, NOW);
            batch.delete(Table.KEYS, bytes("nothing"));
            store.append(batch, () -> {});
            batch.begin(4, NOW);
            batch.record(bytes("c"), bytes("three"), 5);
            store.append(batch, () -> {});
        }
        try (JournalStore store = open()) {
            assertEquals(5, store.recovered().next());
            assertEquals(2, kept(store, "b").sequence());
            assertEquals(4, kept(store, "c").sequence());
            assertEquals(
                    "one", StandardCharsets.US_ASCII.decode(kept(store, "a").content()).toString());
        }
    }

    private static Kept kept(JournalStore store, String key) {
        byte[] value = store.get(Table.CALLS, bytes(key));
        if (value == null) {
            throw new AssertionError(key + " is gone");
        }
        return Kept.of(value);
    }

    @Test
    void aBatchThatDoesNotFollowIsRefusedAndHarmsNothing() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a");
            Batch wrong = batch(1);
            wrong.put(Table.KEYS, bytes("a"), bytes("other"));
            assertThrows(IllegalArgumentException.class, () -> store.append(wrong, () -> {}));
            put(store, Table.KEYS, "b");
            assertArrayEquals(bytes("of a"), store.get(Table.KEYS, bytes("a")));
        }
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedAndHarmsNothing() {
        try (JournalStore store = open()) {
            Batch large = batch(1);
            large.put(Table.BODIES, bytes("a"), new byte[64 << 20]);
            assertThrows(IllegalArgumentException.class, () -> store.append(large, () -> {}));
            put(store, Table.KEYS, "b");
            assertNull(store.get(Table.BODIES, bytes("a")));
        }
    }

    @Test
    void keptIsToldOnceAndBeforeAppendReturns() {
        try (JournalStore store = open()) {
            List<String> order = new ArrayList<>();
            Batch batch = batch(1);
            batch.record(bytes("a"), bytes("x"), 1);
            store.append(batch, () -> order.add("kept"));
            order.add("returned");
            assertEquals(List.of("kept", "returned"), order);
        }
    }

    /// Somebody's callback is no reason to forget what is on disk.
    @Test
    void aCallbackThatThrowsLosesNothing() {
        try (JournalStore store = open()) {
            Batch batch = batch(1);
            batch.record(bytes("a"), bytes("x"), 1);
            Runnable thrower =
                    () -> {
                        throw new IllegalStateException("as the test wants");
                    };
            assertThrows(IllegalStateException.class, () -> store.append(batch, thrower));
            assertEquals(1, kept(store, "a").sequence());
        }
        try (JournalStore store = open()) {
            assertEquals(1, kept(store, "a").sequence());
        }
    }

    @Test
    void aScanShowsItsRangeInOrderUntilTheVisitorHasEnough() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "c", "a", "d", "b");
            assertEquals(List.of("b", "c"), scan(store, Table.KEYS, "b", "d"));
            List<String> one = new ArrayList<>();
            store.scan(Table.KEYS, bytes("a"), bytes("z"), (key, value) -> !one.add("seen"));
            assertEquals(1, one.size());
        }
    }

    @Test
    void operationsOfABatchHappenInTheirOrder() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a", "b", "c", "d");
            Batch batch = batch(next(store));
            batch.deleteRange(Table.KEYS, bytes("a"), bytes("c"));
            batch.put(Table.KEYS, bytes("b"), bytes("again"));
            batch.delete(Table.KEYS, bytes("d"));
            store.append(batch, () -> {});
            assertEquals(List.of("b", "c"), scan(store, Table.KEYS, "a", "z"));
        }
        try (JournalStore store = open()) {
            assertEquals(List.of("b", "c"), scan(store, Table.KEYS, "a", "z"));
        }
    }

    @Test
    void whatIsErasedStaysAwayAndTheRestStays() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a", "b", "c");
            Batch batch = batch(next(store));
            batch.delete(Table.KEYS, bytes("b"));
            store.append(batch, () -> {});
            store.erase(Table.KEYS, bytes("a"), bytes("z"));
            put(store, Table.KEYS, "d");
            assertEquals(List.of("a", "c", "d"), scan(store, Table.KEYS, "a", "z"));
        }
        try (JournalStore store = open()) {
            assertEquals(List.of("a", "c", "d"), scan(store, Table.KEYS, "a", "z"));
            assertTrue(store.recovered().lost().isEmpty());
        }
    }

    @Test
    void oneThreadErasesWhileAnotherAppends() throws Exception {
        int last = 400;
        try (JournalStore store = open()) {
            FutureTask<Integer> eraser = new FutureTask<>(() -> eraseUntil(store, last));
            Thread.ofPlatform().start(eraser);
            for (int number = 1; number <= last; number++) {
                Batch batch = batch(number);
                batch.record(bytes("k" + number), bytes("v" + number), 2);
                batch.delete(Table.CALLS, bytes("k" + (number - 2)));
                store.append(batch, () -> {});
            }
            assertTrue(eraser.get(60, TimeUnit.SECONDS) > 0);
        }
        try (JournalStore store = open()) {
            assertEquals(List.of("k399", "k400"), scan(store, Table.CALLS, "a", "z"));
            assertEquals(last + 1, store.recovered().next());
            assertEquals(List.of(), store.recovered().lost());
        }
    }

    private static int eraseUntil(JournalStore store, int last) {
        int times = 0;
        while (store.get(Table.CALLS, bytes("k" + last)) == null) {
            store.erase(Table.CALLS, bytes("a"), bytes("z"));
            times++;
        }
        return times;
    }

    @Test
    void aStoreThatIsWellCanBeOpenedAgainInPlace() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a");
            store.revive();
            assertArrayEquals(bytes("of a"), store.get(Table.KEYS, bytes("a")));
            put(store, Table.KEYS, "b");
            assertEquals(List.of("a", "b"), scan(store, Table.KEYS, "a", "z"));
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        JournalStore store = open();
        store.close();
        store.close();
        assertEquals(
                Kind.FAILED,
                assertThrows(JournalFault.class, () -> store.get(Table.KEYS, bytes("a"))).kind());
        Batch batch = batch(1);
        assertThrows(JournalFault.class, () -> store.append(batch, () -> {}));
    }

    @Test
    void itKnowsItsSizeAndThatItIsWhole() {
        try (JournalStore store = open()) {
            put(store, Table.KEYS, "a");
            assertTrue(store.size() > 0);
            store.verify();
        }
    }
}
