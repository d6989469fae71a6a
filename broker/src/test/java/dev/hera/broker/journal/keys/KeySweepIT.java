package dev.hera.broker.journal.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Samples;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Keys that are forgotten leave the disk; a sweep does a bounded part of it.
class KeySweepIT implements KeyDesk.Records {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path temp;

    private final Random random = new Random(4);
    private final Samples samples = new Samples(4);
    private final Claims claims = new Claims();
    private final Map<CallId, CallRecord> records = new HashMap<>();
    private JournalStore store;
    private JournalWriter writer;

    @BeforeEach
    void open() {
        store =
                RocksStore.open(
                        new StoreSettings(
                                temp.resolve("journal"),
                                2 << 20,
                                4 << 20,
                                StoreSettings.Loss.REFUSE));
        writer =
                JournalWriter.start(
                        store,
                        1 << 20,
                        new Surroundings(Clock.systemUTC(), () -> 1, () -> true, _ -> {}));
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    @Override
    public Optional<CallRecord> find(CallId id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public Optional<CallRecord> awaitEnd(CallId id, Duration patience) {
        return find(id);
    }

    private byte[] row(CallId id) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        byte[] value = new KeyRow(id, ByteBuffer.wrap(hash)).toBytes();
        write(new Entry(batch -> batch.put(Table.KEYS, hash, value), 80));
        return hash;
    }

    private CallId call(Duration ago) {
        return CallId.next(NOON.minus(ago), 1, random);
    }

    private CallId ended(Duration ago, String outcome) {
        CallId id = call(ago);
        Ending ending = Endings.stopped(NOON.minus(ago), outcome, 200);
        records.put(id, new CallRecord(samples.usual(), ending, null, null, 1));
        return id;
    }

    private void write(Entry entry) {
        AtomicInteger readable = new AtomicInteger();
        writer.push(entry);
        writer.push(new Entry((Batch batch) -> {}, 1, readable::incrementAndGet));
        KeyStage.await(() -> readable.get() == 1);
    }

    private int keys() {
        AtomicInteger keys = new AtomicInteger();
        byte[] last = new byte[33];
        Arrays.fill(last, (byte) 0xff);
        store.scan(
                Table.KEYS,
                new byte[] {0},
                last,
                (_, _) -> keys.incrementAndGet() < Integer.MAX_VALUE);
        return keys.get();
    }

    private KeySweep sweep(LongAdder written) {
        return new KeySweep(store, this, new KeyLife(() -> NOON), claims, written);
    }

    private int sweepOnce() {
        int removed = sweep(new LongAdder()).sweep(writer::push);
        write(new Entry((Batch batch) -> {}, 1));
        return removed;
    }

    @Test
    void onlyWhatIsForgottenGoes() {
        row(ended(Duration.ofHours(23), "answered"));
        row(ended(Duration.ofDays(9), "unknown"));
        row(call(Duration.ofHours(24)));
        assertEquals(0, sweepOnce());
        byte[] answered = row(ended(Duration.ofHours(25), "answered"));
        byte[] deleted = row(call(Duration.ofHours(36)));
        assertEquals(2, sweepOnce());
        assertEquals(null, store.get(Table.KEYS, answered));
        assertEquals(null, store.get(Table.KEYS, deleted));
        assertEquals(3, keys());
    }

    @Test
    void aKeyThatACallComesWithNowIsLeftAlone() {
        CallId id = ended(Duration.ofHours(25), "answered");
        byte[] hash = row(id);
        Claim claim = new Claim(new KeyRow(id, ByteBuffer.wrap(hash)));
        assertEquals(null, claims.take(hash, claim));
        assertEquals(0, sweepOnce());
        claims.release(hash, claim);
        assertEquals(1, sweepOnce());
        assertEquals(null, claims.take(hash, claim), "the sweep gives it back");
    }

    @Test
    void aSweepIsBoundedAndTheNextOneGoesOn() {
        int many = 12_000;
        write(
                new Entry(
                        batch -> {
                            for (int i = 0; i < many; i++) {
                                byte[] hash = new byte[32];
                                random.nextBytes(hash);
                                CallId id = call(Duration.ofDays(3));
                                ByteBuffer asked = ByteBuffer.wrap(hash);
                                batch.put(Table.KEYS, hash, new KeyRow(id, asked).toBytes());
                            }
                        },
                        many));
        KeySweep sweep = sweep(new LongAdder());
        int first = sweep.sweep(writer::push);
        assertTrue(first > 0 && first < many, first + " at once");
        int sweeps = 1;
        for (int removed = first; removed < many; sweeps++) {
            removed += sweep.sweep(writer::push);
            assertTrue(sweeps < 10, removed + " after " + sweeps);
        }
        KeyStage.await(() -> keys() == 0);
    }
}
