package dev.hera.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How benchmarks of this project are run by JMH: one virtual machine each, what is allocated is
/// counted.
///
/// @param warmUps seconds before
/// @param rounds that count, each of this length
public record Jmh(int warmUps, int rounds, Duration length) {
    private static final String BYTES = "gc.alloc.rate.norm";

    /// Runs those whose names fit.
    public Collection<RunResult> run(String include, List<Class<? extends Profiler>> besides)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(include)
                        .addProfiler(GCProfiler.class)
                        .forks(1)
                        .warmupIterations(warmUps)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(rounds)
                        .measurementTime(new TimeValue(length.toMillis(), TimeUnit.MILLISECONDS));
        besides.forEach(options::addProfiler);
        return new Runner(options.build()).run();
    }

    /// Bytes allocated in one operation.
    public static double bytes(RunResult run) {
        return beside(run, BYTES);
    }

    /// What a profiler says under this label; not a number when it says nothing.
    public static double beside(RunResult run, String label) {
        Result<?> result = run.getSecondaryResults().get(label);
        return result == null ? Double.NaN : result.getScore();
    }
}
