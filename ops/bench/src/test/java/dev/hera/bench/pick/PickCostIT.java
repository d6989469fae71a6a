package dev.hera.bench.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.bench.Jmh;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Runs [PickBenchmark] and writes down what it says; asked for by `ops/bench/pick`.
@EnabledIfSystemProperty(named = "hera.bench.pick", matches = "true")
class PickCostIT {
    private static final Path REPORT = Path.of("..", "reports", "routing.md");
    private static final String HEADING = "## What a pick costs";
    private static final int ROWS = 30;

    @Test
    void reportSaysWhatAPickCosts() throws RunnerException, IOException {
        Collection<RunResult> results =
                new Jmh(3, 12, Duration.ofMillis(400))
                        .run(PickBenchmark.class.getName(), List.of(CpuProfiler.class));
        assertEquals(ROWS, results.size());
        String report = Files.readString(REPORT);
        Files.writeString(REPORT, report.substring(0, report.indexOf(HEADING)) + text(results));
    }

    private static String text(Collection<RunResult> results) {
        StringBuilder text = new StringBuilder(HEADING);
        text.append(
                """


                Written by `ops/bench/pick` (JMH, one thread, twelve rounds of 0.4 s, %s, Java %s).
                *pick*: odds, draws, comparison, lease, the lease given back; *pick and answer*:
                also what an answer teaches, with eight calls open. Odds are rebuilt every 250 ms
                on the way. `weights` and `sticky` are preferences of an operator for the
                endpoint. Other work on the machine only ever adds: *CPU* is what the process
                spent, its collector included, and the best round stands beside it.
                What is allocated is what the record of a call keeps, a lease, a decision and two to
                four candidates, and two small objects on the way to them. `sticky` looks at every
                worker, and so its cost grows with them.

                | what | preference | workers | CPU, ns | best round, ns | bytes |
                | --- | --- | --- | --- | --- | --- |
                """
                        .formatted(
                                System.getProperty("os.arch"), System.getProperty("java.version")));
        results.forEach(result -> text.append(row(result)));
        return text.toString();
    }

    private static String row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.0f | %.0f |\n",
                time.getLabel().equals("pick") ? "pick" : "pick and answer",
                run.getParams().getParam("preference"),
                run.getParams().getParam("workers"),
                Jmh.beside(run, CpuProfiler.LABEL),
                time.getStatistics().getMin(),
                Jmh.bytes(run));
    }
}
