package dev.hera.bench.pick;

import dev.hera.bench.Idle;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.route.Lease;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.prefer.Preference.Sticky;
import dev.hera.broker.route.rank.Ranking.Strategy;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One pick, and one pick with its answer, on the real clock: odds are rebuilt every 250 ms on the
/// way, as in production. Eight calls stay open, so that queues differ.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {
    private static final String ENDPOINT = "POST /0/echo";
    private static final int OPEN = 8;
    private static final Duration TOOK = Duration.ofMillis(2);
    private static final Load LOAD = new Load(1, 1, 2_000, false, false, false);
    private static final Map<String, Preference> PREFERENCES =
            Map.of(
                    "rule",
                    Preference.NONE,
                    "weights",
                    new Preference(Strategy.LEAST_COST, new Sticky.Never(), Map.of("w0", 0.5)),
                    "sticky",
                    new Preference(Strategy.LEAST_COST, new Sticky.Header("customer"), Map.of()));

    /// How many workers serve the endpoint.
    @Param({"2", "6", "20", "64", "200"})
    public int workers;

    /// What the operator prefers.
    @Param({"rule", "weights", "sticky"})
    public String preference = "rule";

    private final Lease[] open = new Lease[OPEN];
    private final Call call = call();
    private Router router = router();
    private Route route = new Route(Endpoint.of(ENDPOINT), ENDPOINT, Frame.Role.LIVE);
    private int turn;

    private Router router() {
        return new Router(System::nanoTime, ThreadLocalRandom::current, settings());
    }

    private RouterSettings settings() {
        RouterSettings usual = RouterSettings.DEFAULT;
        return new RouterSettings(
                usual.slowStart(),
                usual.rebuild(),
                usual.maxEndpoints(),
                Map.of(ENDPOINT, PREFERENCES.getOrDefault(preference, Preference.NONE)));
    }

    /// All workers join and are proved.
    @Setup
    public void join() {
        router = router();
        for (int i = 0; i < workers; i++) {
            String id = "w" + i;
            router.joined(
                    new Idle(id),
                    new Frame.Hello(1, "svc", id, "1", Frame.Role.LIVE, "", 4, 4, 0, ""));
            router.announced(id, 1, List.of(Endpoint.of(ENDPOINT)));
        }
        route = router.resolve(call).orElseThrow();
        for (int i = 0; i < 100 * workers; i++) {
            pickAndAnswer();
        }
    }

    /// A seat that is given back unused: odds, draws, comparison, lease.
    @Benchmark
    public Lease pick() {
        Lease lease = (Lease) router.seat(call, route, Set.of());
        lease.close();
        return lease;
    }

    /// A seat, and what an earlier one's answer teaches.
    @Benchmark
    public Lease pickAndAnswer() {
        turn = (turn + 1) % OPEN;
        Lease last = open[turn];
        if (last != null) {
            last.answered(LOAD, TOOK);
        }
        Lease lease = (Lease) router.seat(call, route, Set.of());
        open[turn] = lease;
        return lease;
    }

    private static Call call() {
        CallId id = CallId.next(Instant.EPOCH, 1, new Random(1));
        return new Call(
                id,
                Origin.HTTP,
                "POST",
                "/0/echo",
                "/0/echo",
                "",
                Map.of("customer", "c-4711"),
                Body.NONE,
                null,
                Credential.NONE,
                null,
                Instant.EPOCH,
                0,
                id,
                null,
                null,
                false);
    }
}
