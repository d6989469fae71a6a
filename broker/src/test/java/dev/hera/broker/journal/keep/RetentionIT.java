package dev.hera.broker.journal.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;
import dev.hera.wire.Endpoint.RecordMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

class RetentionIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int CALLS = 100;

    @TempDir Path temp;

    private final Random random = new Random(3);
    private final List<CallId> calls = new ArrayList<>();
    private JournalStore store;
    private JournalWriter writer;
    private Marks marks;

    /// A call a minute, until noon.
    @BeforeEach
    void fill() {
        Path folder = temp.resolve("journal");
        store =
                RocksStore.open(
                        new StoreSettings(folder, 2 << 20, 4 << 20, StoreSettings.Loss.REFUSE));
        marks = new Marks(store);
        writer =
                JournalWriter.start(
                        store,
                        1 << 20,
                        new Surroundings(Clock.systemUTC(), () -> 1, () -> true, _ -> {}));
        for (int i = 0; i < CALLS; i++) {
            calls.add(CallId.next(NOON.minusSeconds(60L * (CALLS - i)), 1, random));
            writer.push(Parts.opening(opening(calls.getLast()), () -> {}));
        }
        settled();
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    private static Opening opening(CallId id) {
        return new Opening(
                id,
                "POST /0/echo",
                "POST",
                "/0/echo",
                "",
                Map.of(),
                null,
                KeptBody.NONE,
                "shop",
                "call *",
                id.madeAt(),
                Origin.HTTP,
                id,
                null,
                null,
                Duration.ofSeconds(10),
                RecordMode.DURABLE,
                false);
    }

    /// Everything that was handed to the writer is done, chores included.
    private void settled() {
        for (int i = 0; i < 3; i++) {
            Entry entry = marks.unpin(CallId.next(NOON, 1, random));
            writer.push(entry);
            assertTrue(entry.awaitKept(Deadline.after(Duration.ofMinutes(1), System.nanoTime())));
        }
    }

    private long left() {
        Shelf shelf = new Shelf(store);
        return calls.stream().filter(id -> shelf.find(id).isPresent()).count();
    }

    private Retention keeping(Duration time, long bytes) {
        return new Retention(store, writer, marks, time, bytes);
    }

    @Test
    void aClockThatJumpsEmptiesNothing() {
        Retention retention = keeping(Duration.ofHours(10), Long.MAX_VALUE);
        Instant jumped = NOON.plus(Duration.ofDays(400));
        retention.sweep(jumped, _ -> false);
        settled();
        assertEquals(CALLS, left());
        retention.sweep(jumped, _ -> false);
        settled();
        assertTrue(left() >= CALLS * 9 / 10 - 1 && left() < CALLS, left() + " are left");
        retention.sweep(NOON, _ -> false);
        settled();
        assertTrue(left() >= CALLS * 8 / 10 - 1, left() + " are left");
    }

    @Test
    void whatIsTooOldGoesAndWhatIsPinnedStays() {
        Retention retention = keeping(Duration.ofMinutes(95), Long.MAX_VALUE);
        writer.push(marks.pin(calls.get(1)));
        retention.sweep(NOON, _ -> false);
        retention.sweep(NOON, _ -> false);
        settled();
        Shelf shelf = new Shelf(store);
        assertTrue(shelf.find(calls.get(0)).isEmpty());
        assertTrue(shelf.find(calls.get(1)).isPresent());
        assertTrue(shelf.find(calls.get(4)).isEmpty());
        assertTrue(shelf.find(calls.get(5)).isPresent());
        assertEquals(CALLS - 4, left());
    }

    /// Two looks must agree, and a call that runs takes its own tombstone in.
    @Test
    void whatWasSaidOfACallThatNeverCameIsForgottenAfterAnHour() {
        Retention retention = keeping(Duration.ofDays(9), Long.MAX_VALUE);
        CallId never = CallId.next(NOON, 1, random);
        CallId runs = CallId.next(NOON, 1, random);
        for (CallId id : List.of(never, runs)) {
            Settlement said = new Settlement(Settlement.Action.DELETE, NOON, "stock", "");
            writer.push(Objects.requireNonNull(marks.bury(id, said)));
        }
        settled();
        for (int i = 0; i < 3; i++) {
            retention.sweep(NOON.plus(Duration.ofMinutes(59)), runs::equals);
            assertNotNull(marks.buried(never));
        }
        retention.sweep(NOON.plus(Duration.ofMinutes(61)), runs::equals);
        settled();
        assertNotNull(marks.buried(never));
        assertNotNull(new Marks(store).buried(never));
        retention.sweep(NOON.plus(Duration.ofMinutes(62)), runs::equals);
        settled();
        assertNull(marks.buried(never));
        assertNull(new Marks(store).buried(never));
        assertNotNull(new Marks(store).buried(runs));
    }

    @Test
    void aClockThatJumpsForgetsNoTombstone() {
        Retention retention = keeping(Duration.ofDays(999), Long.MAX_VALUE);
        CallId never = CallId.next(NOON, 1, random);
        Settlement said = new Settlement(Settlement.Action.PROCESSED, NOON, "stock", "");
        writer.push(Objects.requireNonNull(marks.bury(never, said)));
        for (int i = 0; i < 3; i++) {
            retention.sweep(NOON.plus(Duration.ofDays(400)), _ -> false);
            retention.sweep(NOON, _ -> false);
        }
        settled();
        assertEquals(said, marks.buried(never));
    }

    @Test
    void beyondItsBudgetTheOldestGo() {
        Retention retention = keeping(Duration.ofDays(1), 1);
        retention.sweep(NOON, _ -> false);
        retention.sweep(NOON, _ -> false);
        settled();
        assertTrue(left() < CALLS && left() >= CALLS * 9 / 10 - 1, left() + " are left");
    }
}
