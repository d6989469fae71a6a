package dev.hera.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.bench.Jmh;
import dev.hera.bench.report.Section;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs the benchmarks of this package and writes down what they say; asked for by
/// `ops/bench/parts`.
@EnabledIfSystemProperty(named = "hera.bench.parts", matches = "true")
class PartsCostIT {
    private static final Path REPORT = Path.of("..", "reports", "performance.md");
    private static final int ROWS = 12;
    private static final Map<String, String> WORDS =
            Map.of(
                    "writeCall", "a call written for a worker",
                    "readCall", "a call read by a worker",
                    "writeAnswer", "an answer written by a worker",
                    "readAnswer", "an answer read by a broker",
                    "resolveLiteral", "a path matched, without a name in it",
                    "resolveNamed", "a path matched, with a name in it",
                    "keepOne", "a record kept durably, alone",
                    "keepOneOf64", "a record kept durably, one of 64");

    @Test
    void reportSaysWhatPartsCost() throws RunnerException {
        Collection<RunResult> results =
                new Jmh(5, 8, Duration.ofMillis(500)).run("dev.hera.bench.parts.*", List.of());
        assertEquals(ROWS, results.size());
        new Section(REPORT, "parts").write(text(results));
    }

    private static String text(Collection<RunResult> results) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                Written by `ops/bench/parts` (JMH, one thread, eight rounds of 0.5 s, %s, Java %s):
                140 bytes of JSON.

                | what | endpoints | ns, middle of rounds | best round | bytes |
                | --- | --- | --- | --- | --- |
                """
                        .formatted(
                                System.getProperty("os.arch"), System.getProperty("java.version")));
        results.forEach(result -> text.append(row(result)));
        return text.toString();
    }

    private static String row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        String endpoints = run.getParams().getParam("endpoints");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f |%n",
                WORDS.get(time.getLabel()),
                endpoints == null ? "" : endpoints,
                time.getStatistics().getPercentile(50),
                time.getStatistics().getMin(),
                Jmh.bytes(run));
    }
}
