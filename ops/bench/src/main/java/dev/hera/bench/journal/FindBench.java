package dev.hera.bench.journal;

import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Page;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Sources;
import dev.hera.broker.journal.find.Tally;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.write.JournalWriter;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// How long it takes to find calls among many: `FOLDER CALLS ROUNDS`.
///
/// The first run fills the folder with [PastCalls], later ones use what is there.
public final class FindBench {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

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
        writer = PastCalls.writer(store, () -> NOW);
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
            new PastCalls(bench.random, NOW).fill(bench.writer, calls);
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
