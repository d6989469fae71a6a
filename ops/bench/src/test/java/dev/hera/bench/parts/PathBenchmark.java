package dev.hera.bench.parts;

import dev.hera.bench.Idle;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The endpoint of a path, among so many: half of them with a name in the path.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathBenchmark {
    /// How many endpoints a broker knows.
    @Param({"2", "100", "500"})
    public int endpoints;

    private final CallId id = CallId.next(Instant.EPOCH, 1, new Random(1));
    private final Call literal = Sample.call(id, "/0/things/1/list");
    private final Call named = Sample.call(id, "/0/people/0/4711");
    private final Router router =
            new Router(System::nanoTime, ThreadLocalRandom::current, RouterSettings.DEFAULT);

    /// One worker announces them all.
    @Setup
    public void announce() {
        router.joined(
                new Idle("w"),
                new Frame.Hello(1, "svc", "w", "1", Frame.Role.LIVE, "", 4, 4, 0, ""));
        List<Endpoint> all =
                IntStream.range(0, endpoints)
                        .mapToObj(
                                i -> i % 2 == 0 ? "people/" + i + "/{id}" : "things/" + i + "/list")
                        .map(path -> Endpoint.of("POST /0/" + path))
                        .toList();
        router.announced("w", 1, all);
        if (router.resolve(literal).isEmpty() || router.resolve(named).isEmpty()) {
            throw new IllegalStateException("an endpoint is missing");
        }
    }

    /// A path without a name in it.
    @Benchmark
    public Optional<Route> resolveLiteral() {
        return router.resolve(literal);
    }

    /// A path with one.
    @Benchmark
    public Optional<Route> resolveNamed() {
        return router.resolve(named);
    }
}
