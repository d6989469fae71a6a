package dev.hera.bench.growth;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Trial;
import dev.hera.bench.report.Section;
import dev.hera.bench.stand.Child;
import dev.hera.bench.stand.Stage;
import dev.hera.bench.stand.Standing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/// The program behind `ops/bench/growth`.
public final class Growth {
    private static final Path REPORTS = Path.of("ops/reports");
    private static final List<Point> POINTS =
            List.of(
                    Point.endpoints(1),
                    Point.endpoints(100),
                    Point.endpoints(500),
                    Point.workers(1),
                    Point.workers(20),
                    Point.workers(200),
                    Point.connections(1),
                    Point.connections(32),
                    Point.connections(256),
                    Point.connections(1024),
                    Point.bytes(140, "140 B"),
                    Point.bytes(4096, "4 KB"),
                    Point.bytes(65_536, "64 KB"),
                    Point.bytes(1_000_000, "1 MB"),
                    Point.records(1_000, "1,000"),
                    Point.records(1_000_000, "1 million"),
                    Point.records(10_000_000, "10 million"));

    private final Stage stage;
    private final int rounds;
    private final int seconds;
    private final List<Sample> samples = new ArrayList<>();

    private Growth(Stage stage, int rounds, int seconds) {
        this.stage = stage;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /// What one trial of a point cost.
    record Sample(Point point, Trial trial, double brokerMicros) {}

    /// @param args rounds, seconds of a trial
    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Growth growth = new Growth(Stage.here(), rounds, seconds);
        growth.with(
                List.of("--workers", "1"),
                those(point -> !point.needsCrowd() && point.records() == 0));
        growth.with(List.of("--workers", "0"), those(Point::needsCrowd));
        List<Shelved.Start> starts = growth.shelved(those(point -> point.records() > 0));
        GrowthText text = new GrowthText(rounds, seconds, POINTS, growth.samples, starts);
        text.draw(REPORTS.resolve("performance"));
        String written = text.text("performance");
        System.out.println(written);
        new Section(REPORTS.resolve("performance.md"), "growth").write(written);
    }

    private static List<Point> those(Predicate<Point> which) {
        return POINTS.stream().filter(which).toList();
    }

    private void with(List<String> workers, List<Point> points) {
        List<String> options = new ArrayList<>(List.of("--brokers", "1", "--no-haproxy"));
        options.addAll(workers);
        try (Standing platform = stage.hera(Map.of(), options)) {
            allRounds(_ -> platform, points);
        }
    }

    private List<Shelved.Start> shelved(List<Point> points) {
        try (Shelved platforms = Shelved.start(stage, points)) {
            allRounds(platforms::of, points);
            return platforms.starts();
        }
    }

    /// Round 0 is not counted: it is for the broker to be warm.
    private void allRounds(Function<Point, Standing> platform, List<Point> points) {
        List<Point> order = new ArrayList<>(points);
        Random random = new Random(1);
        for (int round = 0; round <= rounds; round++) {
            Collections.shuffle(order, random);
            List<Sample> seen = round(platform, order);
            samples.addAll(round == 0 ? List.of() : seen);
        }
    }

    private List<Sample> round(Function<Point, Standing> platform, List<Point> points) {
        List<Sample> seen = new ArrayList<>();
        for (Point point : points) {
            seen.add(at(platform.apply(point), point));
            say(point, seen.getLast().trial());
        }
        return seen;
    }

    private static void say(Point point, Trial trial) {
        System.out.printf(
                "%s %s: %.1f µs of CPU a call, %d errors %s%n",
                point.series(),
                point.value(),
                trial.microsPerCall(),
                trial.tally().errors(),
                trial.tally().firstError());
    }

    private Sample at(Standing platform, Point point) {
        if (!point.needsCrowd()) {
            return measure(platform, platform, point);
        }
        Map<String, String> environment =
                Map.of(
                        "HERA_ZOOKEEPER",
                        "127.0.0.1:" + (2181 + platform.offset()),
                        "HERA_SECRET_FILE",
                        platform.folder().resolve("secrets/worker").toString());
        List<String> line =
                List.of(
                        Crowd.class.getName(),
                        "" + point.workers(),
                        "" + point.endpoints(),
                        platform.folder().resolve("crowd").toString());
        try (Child crowd = stage.java(platform, environment, line)) {
            crowd.await(() -> crowd.printed().contains(Crowd.READY));
            Standing whole = platform.with(crowd);
            crowd.await(whole::answers);
            return measure(platform, whole, point);
        }
    }

    private Sample measure(Standing platform, Standing whole, Point point) {
        Load load =
                new Load(
                        whole.url(),
                        whole.token(),
                        point.body(),
                        0,
                        point.connections(),
                        Duration.ofSeconds(seconds));
        Generator.run(load.lasting(point.warmUp(seconds)), 1);
        Trial trial = Trial.of(load, 1, whole.pids());
        Duration broker = trial.spent().others().getOrDefault(platform.broker(), Duration.ZERO);
        return new Sample(
                point, trial, broker.toNanos() / 1e3 / Math.max(1, trial.tally().calls()));
    }
}
