package dev.hera.broker.route;

import dev.hera.broker.call.Call;
import dev.hera.broker.route.sim.report.SimulationReport;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// What a pick and its answer cost on this machine, in time and in bytes; run by hand through
/// [#main], which writes the end of the report.
///
/// Eight calls are always open, so that queues differ; the clock is the real one, so that odds are
/// rebuilt as in production.
final class PickCost {
    private static final int OPEN = 8;
    private static final int ROUND = 50_000;
    private static final int ROUNDS = 25;
    private static final Duration TOOK = Duration.ofMillis(2);
    private static final Load LOAD = new Load(1, 1, 2_000, false, false, false);

    private final Router router;
    private final Call call = Stage.call(Stage.ECHO);
    private final Route route;
    private final Lease[] open = new Lease[OPEN];
    private int turn;

    /// @param nanos of one pick and answer, median of rounds
    /// @param bytes allocated by one pick and answer
    /// @param json nanoseconds to write the decision as the record keeps it
    record Cost(int workers, double nanos, double bytes, double json) {}

    private PickCost(int workers) {
        router = new Router(System::nanoTime, ThreadLocalRandom::current, RouterSettings.DEFAULT);
        for (int i = 0; i < workers; i++) {
            String id = "w" + i;
            router.joined(
                    new IdleLine(id),
                    new Frame.Hello(1, "svc", id, "1", Frame.Role.LIVE, "", 4, 4, 0, ""));
            router.announced(id, 1, List.of(Endpoint.of(Stage.ECHO)));
        }
        route = router.resolve(call).orElseThrow();
    }

    /// Measures with so many workers.
    static Cost of(int workers) {
        PickCost cost = new PickCost(workers);
        double[] times = new double[ROUNDS];
        long allocated = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long before = allocatedBytes();
            long start = System.nanoTime();
            cost.round();
            times[i] = (System.nanoTime() - start) / (double) ROUND;
            allocated = allocatedBytes() - before;
        }
        Arrays.sort(times);
        return new Cost(workers, times[ROUNDS / 2], allocated / (double) ROUND, cost.json());
    }

    private void round() {
        for (int i = 0; i < ROUND; i++) {
            turn = (turn + 1) % OPEN;
            Lease last = open[turn];
            if (last != null) {
                last.answered(LOAD, TOOK);
            }
            open[turn] = (Lease) router.seat(call, route, Set.of());
        }
    }

    private double json() {
        long length = 0;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < ROUND / 10; i++) {
                length += open[i % OPEN].decision().toJson().length();
            }
            best = Math.min(best, (System.nanoTime() - start) / (ROUND / 10.0));
        }
        if (length == 0) {
            throw new IllegalStateException("nothing was written");
        }
        return best;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    /// Writes the end of the report at the path given.
    public static void main(String[] args) throws IOException {
        StringBuilder text = new StringBuilder(SimulationReport.KEPT);
        text.append(
                """


                Measured by `PickCost` (`dev.hera.broker.route`, test sources), one thread, %s,
                Java %s. A pick and its answer: odds, draws, comparison, lease, and what the answer
                teaches. Median of %d rounds of %d calls, eight calls open; the odds are rebuilt
                every 250 ms on the way.

                | workers | pick and answer, ns | bytes | decision as JSON, ns |
                | --- | --- | --- | --- |
                """
                        .formatted(
                                System.getProperty("os.arch"),
                                System.getProperty("java.version"),
                                ROUNDS,
                                ROUND));
        of(1);
        of(16);
        for (int workers : new int[] {1, 2, 4, 5, 16, 64, 200}) {
            Cost c = of(workers);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %d | %.0f | %.0f | %.0f |\n",
                            c.workers(),
                            c.nanos(),
                            c.bytes(),
                            c.json()));
        }
        Path report = Path.of(args[0]);
        String kept = SimulationReport.simulated(Files.readString(report));
        Files.writeString(report, kept + text);
    }
}
