package dev.hera.trials;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Many copies of one worker on one host, and a kind of worker that nobody has heard of.
class ManyWorkersIT {
    private static final int COPIES = 50;

    /// Started at once; fifty virtual machines that start are a trial of the machine.
    private static final int TOGETHER = 7;
    private static final Duration LINKED = Duration.ofMinutes(2);

    @Test
    void fiftyCopiesServeOnOneHost(@TempDir Path data) throws IOException {
        try (Platform platform = Platform.up(data, "--workers", "1")) {
            List<Process> copies = new ArrayList<>();
            try {
                start(platform, copies);
                allAreCalled(platform);
            } finally {
                copies.forEach(Process::destroyForcibly);
                copies.forEach(copy -> copy.onExit().join());
            }
        }
    }

    private static void start(Platform platform, List<Process> copies) throws IOException {
        for (int i = 2; i <= COPIES; i++) {
            copies.add(worker(platform, "dev.hera.examples.metrics.MetricsWorker", "copy-" + i));
            int workers = i;
            if (copies.size() % TOGETHER == 0) {
                await(LINKED, workers + " links", () -> links(platform) == workers);
            }
        }
    }

    private static int links(Platform platform) {
        return platform.internal(9201, "/_hera/metrics")
                .lines()
                .filter(line -> line.startsWith("hera_links "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring("hera_links ".length())))
                .sum();
    }

    private static void allAreCalled(Platform platform) {
        try (Traffic traffic = Traffic.at(100, platform)) {
            Set<String> seen = new TreeSet<>();
            await(
                    Duration.ofMinutes(3),
                    COPIES + " workers",
                    () -> {
                        seen.addAll(traffic.workers());
                        return seen.size() == COPIES;
                    });
            traffic.finish();
            assertEquals(List.of(), traffic.failures());
        }
    }

    @Test
    void aNewKindOfWorkerAnswersThroughEveryBrokerTwoSecondsAfterItsStart(@TempDir Path data)
            throws IOException {
        try (Platform platform = Platform.up(data);
                Traffic traffic = new Traffic(platform)) {
            assertEquals(404, traffic.get("/0/hello/you").status());
            Process hello = worker(platform, "dev.hera.examples.hello.Hello", "hello-1");
            Instant began = Instant.now();
            try {
                Set<String> brokers = new TreeSet<>();
                await(
                        Crowd.stretch(Duration.ofSeconds(2)),
                        "answers through both brokers",
                        () -> {
                            Traffic.Result result = traffic.get("/0/hello/you");
                            if (result.good()) {
                                brokers.add(result.broker());
                            }
                            return brokers.size() == 2;
                        });
                System.out.println(
                        "a new kind of worker answered everywhere after "
                                + Duration.between(began, Instant.now()).toMillis()
                                + " ms");
            } finally {
                hello.destroy();
            }
        }
    }

    private static Process worker(Platform platform, String main, String instance)
            throws IOException {
        Path root = Platform.root();
        ProcessBuilder builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        root.resolve("examples/target/classes")
                                + ":"
                                + root.resolve("examples/target/lib")
                                + "/*",
                        main);
        builder.environment().putAll(platform.workerSettings(instance));
        return builder.redirectErrorStream(true)
                .redirectOutput(platform.data().resolve(instance + ".out").toFile())
                .start();
    }
}
