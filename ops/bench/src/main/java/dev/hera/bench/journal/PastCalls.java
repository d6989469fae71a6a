package dev.hera.bench.journal;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Calls for a journal that came at 1,389 a second until a moment.
///
/// One in 10,000 has `needle` in its body, and only the oldest one `haystack`.
public final class PastCalls {
    private static final double PER_MILLI = 1.389;
    private static final String MORE = "y".repeat(60);
    private static final Deadline LATE = Deadline.after(Duration.ofMinutes(10), System.nanoTime());

    private final Random random;
    private final Instant until;

    /// @param until when the newest one came
    PastCalls(Random random, Instant until) {
        this.random = random;
        this.until = until;
    }

    /// Makes a journal that a broker can be started on, with so many calls until now.
    ///
    /// @param folder of one broker's journal
    public static void make(Path folder, int calls) {
        InstantSource clock = InstantSource.system();
        RocksStore store = RocksStore.open(StoreSettings.usual(folder));
        JournalWriter writer = writer(store, clock);
        new PastCalls(new Random(1), clock.instant()).fill(writer, calls);
        writer.close();
        store.close();
    }

    static JournalWriter writer(RocksStore store, InstantSource clock) {
        return JournalWriter.start(
                store, 64 << 20, new Surroundings(clock, () -> 1_000, () -> true, _ -> {}));
    }

    /// Writes so many, the oldest first.
    void fill(JournalWriter writer, int calls) {
        Entry last = null;
        for (int i = 0; i < calls; i++) {
            Instant at = until.minusMillis((long) ((calls - i) / PER_MILLI));
            Opening opening = opening(i, at);
            writer.pushUnhurried(Parts.opening(opening, () -> {}));
            last = Parts.ending(opening.id(), ending(opening), () -> {});
            writer.push(last);
            if (i % 1_000 == 0 && !last.awaitKept(LATE)) {
                throw new IllegalStateException("call " + i + " was not kept");
            }
        }
        if (last != null && !last.awaitKept(LATE)) {
            throw new IllegalStateException("the last call was not kept");
        }
    }

    private Opening opening(int number, Instant at) {
        CallId id = CallId.next(at, 7, random);
        String path = "/0/e" + random.nextInt(40);
        String text = number % 10_000 == 0 ? "a needle" : "x".repeat(40);
        text = number == 0 ? "a haystack" : text;
        return new Opening(
                id,
                "POST " + path,
                "POST",
                path,
                random.nextInt(4) == 0 ? "id=" + random.nextInt(100_000) : "",
                Map.of("x-shop", "a" + random.nextInt(5_000), "user-agent", "bench/1"),
                "application/json",
                body("{\"id\":" + number + ",\"text\":\"" + text + "\",\"more\":\"" + MORE + "\"}"),
                "c" + random.nextInt(30),
                "call *",
                at,
                random.nextInt(50) == 0 ? new Origin.Replay(id) : Origin.HTTP,
                id,
                null,
                random.nextInt(10) == 0 ? "order-" + random.nextInt(100_000) : null,
                Duration.ofSeconds(10),
                RecordMode.DURABLE,
                false);
    }

    private Ending ending(Opening opening) {
        boolean lost = random.nextInt(100) == 0;
        long took = random.nextInt(2_000_000) * 1_000L;
        String worker = "w" + random.nextInt(40);
        KeptAttempt attempt =
                new KeptAttempt(1, worker, "{}", opening.receivedAt(), took, took, "answered");
        return new Ending(
                opening.receivedAt().plusNanos(took),
                lost ? "unknown" : "answered",
                lost ? "worker-lost" : "",
                lost ? "the worker was lost" : "",
                lost ? 0 : 200,
                Map.of(),
                "application/json",
                lost ? KeptBody.NONE : body("{\"ok\":" + random.nextInt() + "}"),
                random.nextInt(50) == 0 ? List.of(attempt, attempt) : List.of(attempt),
                new Ledger(took, 0, 0, 0, took),
                worker,
                null);
    }

    private static KeptBody body(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new KeptBody.Whole(new Body.Json(JsonText.trusted(bytes)), false);
    }
}
