package dev.hera.bench.growth;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Trial;
import dev.hera.bench.report.Section;
import dev.hera.bench.stand.Stage;
import dev.hera.bench.stand.Standing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The program behind `ops/bench/steady`: five million calls an hour through HAProxy and two
/// brokers, for as long as one likes.
public final class Steady {
    private static final Path REPORTS = Path.of("ops/reports");
    private static final int PER_SECOND = 1389;
    private static final int BROKERS = 2;
    private static final int LOOKS = 120;
    private static final String BODY = "{\"text\":\"" + "x".repeat(129) + "\"}";

    private Steady() {}

    /// @param args seconds, seconds of warming up
    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        int warmUp = Integer.parseInt(args[1]);
        try (Standing platform = Stage.here().hera(Map.of(), List.of("--brokers", "" + BROKERS))) {
            Duration length = Duration.ofSeconds(seconds);
            Load load = new Load(platform.url(), platform.token(), BODY, PER_SECOND, 32, length);
            Generator.run(load.lasting(Duration.ofSeconds(warmUp)), 1);
            List<Look> looks = new ArrayList<>();
            Trial trial = watched(platform, load, looks);
            SteadyText text = new SteadyText(seconds, warmUp, trial, looks);
            text.draw(REPORTS.resolve("performance"));
            String written = text.text("performance");
            System.out.println(written);
            new Section(REPORTS.resolve("performance.md"), "steady").write(written);
        }
    }

    /// Looks from one thread, which has ended when this returns, while the load runs in this one.
    private static Trial watched(Standing platform, Load load, List<Look> looks) throws Exception {
        long began = System.nanoTime();
        long every = Math.max(1000, load.length().toMillis() / LOOKS);
        Trial trial;
        Future<?> looking;
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            looking =
                    watch.scheduleAtFixedRate(
                            () ->
                                    looks.add(
                                            Look.at(
                                                    platform,
                                                    (System.nanoTime() - began) / 1e9,
                                                    BROKERS)),
                            0,
                            every,
                            TimeUnit.MILLISECONDS);
            trial = Trial.of(load, 2, platform.pids());
            watch.shutdownNow();
        }
        if (looking.state() == Future.State.FAILED) {
            throw new IllegalStateException("a look failed", looking.exceptionNow());
        }
        return trial;
    }
}
