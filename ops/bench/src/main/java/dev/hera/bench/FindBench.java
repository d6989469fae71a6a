package dev.hera.bench;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Page;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Sources;
import dev.hera.broker.journal.find.Tally;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.keep.Shelf;
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

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// How long it takes to find calls among many: `FOLDER CALLS ROUNDS`.
///
/// The calls came at 1,389 a second until now; one in 10,000 has `needle` in its body, and only the
/// oldest one `haystack`. The first run fills the folder, later ones use what is there.
public final class FindBench {
    private static final double PER_MILLI = 1.389;
    private static final String MORE = "y".repeat(60);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Deadline LATE = Deadline.after(Duration.ofMinutes(10), System.nanoTime());

    /// Terms of the columns and of the print; `body` and `answer` are measured apart.
    private static final List<String> TERMS =
            List.of(
                    "endpoint:\"POST /0/e7\"",
                    "endpoint:\"POST /0/e1*\"",
                    "endpoint:none",
                    "method:POST",
                    "path:/0/e3",
                    "path:/0/none",
                    "caller:c5",
                    "caller:nobody",
                    "outcome:unknown",
                    "outcome:answered",
                    "status:5xx",
                    "status:418",
                    "refused:worker-lost",
                    "worker:w11",
                    "attempts>1",
                    "took>1990ms",
                    "took<1ms",
                    "origin:replay",
                    "settled:no",
                    "settled:yes",
                    "state:ended",
                    "key:order-77",
                    "key:none",
                    "detail~lost",
                    "header.x-shop:a23",
                    "header.x-shop:none",
                    "query.id:4711",
                    "after:2m",
                    "before:5m",
                    "root:01a1fdad-b4f1-73f3-98b5-8426023d667a");

    private final Random random = new Random(1);
    private final int calls;
    private final RocksStore store;
    private final JournalWriter writer;
    private final Digest digest;
    private final Finder finder;

    private FindBench(Path folder, int calls) {
        this.calls = calls;
        store = RocksStore.open(StoreSettings.usual(folder));
        writer =
                JournalWriter.start(
                        store,
                        64 << 20,
                        new Surroundings(() -> NOW, () -> 1_000, () -> true, _ -> {}));
        Shelf shelf = new Shelf(store);
        digest = new Digest(shelf, folder, () -> NOW.plusSeconds(2));
        finder =
                new Finder(
                        new Sources(
                                shelf,
                                digest,
                                List::of,
                                shelf::find,
                                Set.of(),
                                Map::of,
                                () -> NOW));
    }

    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[1]);
        FindBench bench = new FindBench(Path.of(arguments[0]), calls);
        if (bench.store.recovered().next() == 1) {
            bench.fill();
        }
        bench.digestAll();
        bench.pages(Integer.parseInt(arguments[2]));
        bench.counts();
        bench.bodies("needle");
        bench.bodies("haystack");
        bench.digest.close();
        bench.writer.close();
        bench.store.close();
    }

    private void fill() {
        Entry last = null;
        for (int i = 0; i < calls; i++) {
            Instant at = NOW.minusMillis((long) ((calls - i) / PER_MILLI));
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

    private void digestAll() {
        long cpu = cpu();
        long began = System.nanoTime();
        writer.listen(digest::touched);
        digest.start();
        while (digest.view().behind().madeAt().isBefore(NOW)) {
            Thread.onSpinWait();
        }
        print("digest of " + calls, System.nanoTime() - began);
        System.out.printf("%-44s %10.2f us of CPU a call%n", "", (cpu() - cpu) / 1e3 / calls);
    }

    /// CPU of this thread alone, which waits for the digest, is left out.
    private static long cpu() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        return system.getProcessCpuTime() - threads.getCurrentThreadCpuTime();
    }

    private void pages(int rounds) {
        long[] nanos = new long[rounds];
        long[] spent = new long[rounds];
        var threads = ManagementFactory.getThreadMXBean();
        String slowest = "";
        for (int i = -rounds / 4; i < rounds; i++) {
            String text =
                    random.ints(1 + random.nextInt(4), 0, TERMS.size())
                            .mapToObj(term -> (random.nextInt(6) == 0 ? "-" : "") + TERMS.get(term))
                            .collect(Collectors.joining(" "));
            long cpu = threads.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            Page page = finder.page(Search.of(filter(text)), Reach.page(50, () -> false));
            long took = System.nanoTime() - began;
            if (i >= 0) {
                boolean more = took > Arrays.stream(nanos).max().orElse(0);
                slowest = more ? text + " -> " + page.stop() : slowest;
                nanos[i] = took;
                spent[i] = threads.getCurrentThreadCpuTime() - cpu;
            }
        }
        Arrays.sort(nanos);
        print("page of 50, p50 of " + rounds, nanos[rounds / 2]);
        print("page of 50, p99", nanos[rounds * 99 / 100]);
        Arrays.sort(spent);
        print("page of 50, CPU p50", spent[rounds / 2]);
        print("page of 50, CPU p99", spent[rounds * 99 / 100]);
        print("page of 50, slowest: " + slowest, nanos[rounds - 1]);
    }

    private void counts() {
        for (String text : List.of("", "status:5xx", "header.x-shop:a23")) {
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                Reach reach = Reach.page(Integer.MAX_VALUE, () -> false);
                Tally tally = finder.count(Search.of(filter(text)), reach);
                print("count '" + text + "': " + tally.calls(), System.nanoTime() - began);
            }
        }
    }

    private void bodies(String word) {
        Search search = Search.of(filter("after:1h body~" + word));
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            Reach reach = Reach.patient(() -> false).with(1);
            Page page = finder.page(search, reach);
            print(
                    "first of body~%s, %d looked at".formatted(word, page.stop().examined()),
                    System.nanoTime() - began);
        }
    }

    private static Filter filter(String text) {
        return (Filter) FilterReader.read(text, NOW);
    }

    private static void print(String what, long nanos) {
        System.out.printf("%-44s %10.2f ms%n", what, nanos / 1e6);
    }
}
