package dev.hera.bench.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
                new Runner(
                                new OptionsBuilder()
                                        .include(PickBenchmark.class.getName())
                                        .addProfiler(GCProfiler.class)
                                        .addProfiler(CpuProfiler.class)
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(12)
                                        .measurementTime(TimeValue.milliseconds(400))
                                        .build())
                        .run();
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
                beside(run, CpuProfiler.LABEL),
                time.getStatistics().getMin(),
                beside(run, "gc.alloc.rate.norm"));
    }

    private static double beside(RunResult run, String label) {
        Result<?> result = run.getSecondaryResults().get(label);
        return result == null ? Double.NaN : result.getScore();
    }
}
