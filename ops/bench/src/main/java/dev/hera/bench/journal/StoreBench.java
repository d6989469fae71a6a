package dev.hera.bench.journal;

import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.Kept;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.store.Table;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/// What the journal's store costs, alone: CPU of a call's two records, and ten million of them.
///
/// - `cpu FOLDER CALLS BATCH` appends two records of about 500 bytes a call, so many a batch, and
///   prints the CPU of the whole process a call, the tables' background work included.
/// - `fill FOLDER RECORDS` appends small records and ends like a process that is killed.
/// - `look FOLDER RECORDS LOOKUPS` opens that store and looks records up at random.
public final class StoreBench {
    private static final int FILL_BATCH = 200;
    private static final int SMALL = 100;
    private static final int USUAL = 500;
    private static final int KEY = 17;
    private static final int POOL = 512;

    /// Keys begin like ids of calls do: with the milliseconds of their making.
    private static final long EPOCH = 1_800_000_000_000L;

    private final RocksStore store;
    private final Batch batch = new Batch();
    private final byte[] key = new byte[KEY];
    private long next;

    private StoreBench(Path folder) {
        store = RocksStore.open(StoreSettings.usual(folder));
        next = store.recovered().next();
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        long opening = System.nanoTime();
        StoreBench bench = new StoreBench(folder);
        Duration start = Duration.ofNanos(System.nanoTime() - opening);
        int count = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "cpu" -> bench.measure(count, Integer.parseInt(arguments[3]));
            case "fill" -> bench.fill(count);
            case "look" -> bench.look(count, Integer.parseInt(arguments[3]), start);
            default -> throw new IllegalArgumentException("cpu, fill or look: " + arguments[0]);
        }
    }

    /// Half of it warms up.
    private void measure(int calls, int ofABatch) {
        byte[][] contents = contents(USUAL);
        write(calls / 2, ofABatch, contents);
        long cpu = cpuNanos();
        long began = System.nanoTime();
        write(calls, ofABatch, contents);
        double rate = calls * 1e9 / (System.nanoTime() - began);
        store.close();
        double micros = (cpuNanos() - cpu) / 1e3 / calls;
        System.out.printf(
                "%d records a batch: %.2f us of CPU a call of two records, %.0f calls/s%n",
                ofABatch, micros, rate);
    }

    /// A call's first record, and its second when a batch's worth of others has come in between.
    private void write(int calls, int ofABatch, byte[][] contents) {
        long first = next;
        int records = 2 * calls;
        for (int i = 0; i < records; i += ofABatch) {
            batch.begin(next, Instant.ofEpochMilli(EPOCH));
            for (int j = i; j < Math.min(records, i + ofABatch); j++) {
                int part = j / ofABatch % 2;
                long call = first + (long) (j / ofABatch / 2) * ofABatch + j % ofABatch;
                byte[] content = contents[j % POOL];
                batch.record(key(call, part), content, content.length);
            }
            next += batch.count();
            store.append(batch, () -> {});
        }
    }

    private byte[] key(long call, int part) {
        ByteBuffer.wrap(key)
                .putLong(0, (EPOCH + call / 2) << 16 | (call & 0xfff))
                .putLong(8, call * 0x9e3779b97f4a7c15L)
                .put(16, (byte) part);
        return key;
    }

    /// Looks like the JSON of calls: much the same each time, and numbers that are not.
    private static byte[][] contents(int length) {
        Random random = new Random(1);
        byte[][] contents = new byte[POOL][];
        for (int i = 0; i < POOL; i++) {
            StringBuilder text = new StringBuilder("{\"method\":\"POST\",\"path\":\"/0/metrics\"");
            while (text.length() < length) {
                text.append(",\"value\":").append(random.nextInt());
            }
            contents[i] = text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
        }
        return contents;
    }

    private void fill(int records) {
        byte[][] contents = contents(SMALL);
        long began = System.nanoTime();
        long cpu = cpuNanos();
        while (next <= records) {
            batch.begin(next, Instant.ofEpochMilli(EPOCH));
            for (int i = 0; i < FILL_BATCH; i++) {
                batch.record(key(next + i, 0), contents[i], SMALL);
            }
            next += batch.count();
            store.append(batch, () -> {});
        }
        System.out.printf(
                "%d records in %.1f s, %.2f us of CPU each, %d MiB on disk%n",
                records,
                (System.nanoTime() - began) / 1e9,
                (cpuNanos() - cpu) / 1e3 / records,
                store.size() >> 20);
        Runtime.getRuntime().halt(0);
    }

    private void look(int records, int lookups, Duration start) {
        System.out.printf(
                "start after the kill: %d ms, %d records from the log%n",
                start.toMillis(), store.recovered().replayed());
        Random random = new Random();
        long[] nanos = new long[lookups];
        for (int i = 0; i < lookups; i++) {
            long wanted = 1L + random.nextInt(records);
            long began = System.nanoTime();
            byte[] value = store.get(Table.CALLS, key(wanted, 0));
            nanos[i] = System.nanoTime() - began;
            if (value == null || Kept.of(value).sequence() != wanted) {
                throw new IllegalStateException("record " + wanted + " is not what was kept");
            }
        }
        Arrays.sort(nanos);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%d lookups: p50 %.3f ms, p99 %.3f ms, most %.3f ms; heap %d of %d MiB%n",
                lookups,
                nanos[lookups / 2] / 1e6,
                nanos[lookups / 100 * 99] / 1e6,
                nanos[lookups - 1] / 1e6,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20);
        store.close();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
