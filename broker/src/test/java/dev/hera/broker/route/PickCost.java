package dev.hera.broker.route;

import dev.hera.broker.call.Call;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// What a pick and its answer cost on this machine, in time and in bytes; roughly, so that a test
/// can hold it. The figures of the report come from `ops/bench/pick`.
///
/// Eight calls are always open, so that queues differ; the clock is the real one, so that odds are
/// rebuilt as in production.
final class PickCost {
    private static final int OPEN = 8;
    private static final int ROUND = 50_000;
    private static final int ROUNDS = 9;
    private static final Duration TOOK = Duration.ofMillis(2);
    private static final Load LOAD = new Load(1, 1, 2_000, false, false, false);

    private final Router router;
    private final Call call = Stage.call(Stage.ECHO);
    private final Route route;
    private final Lease[] open = new Lease[OPEN];
    private int turn;

    /// @param nanos of one pick and answer, median of rounds
    /// @param bytes allocated by one pick and answer
    record Cost(int workers, double nanos, double bytes) {}

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
        return new Cost(workers, times[ROUNDS / 2], allocated / (double) ROUND);
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

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
