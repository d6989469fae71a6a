package dev.hera.bench.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.bench.Load;
import dev.hera.bench.Tally;
import dev.hera.bench.Trial;

import java.time.Duration;
import java.util.Formatter;
import java.util.Locale;

/// What came of a load, for a person and for a program.
final class TrialText {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private TrialText() {}

    /// Lines for a person.
    static String text(Trial trial) {
        Tally tally = trial.tally();
        Load load = trial.load();
        Formatter out = new Formatter(Locale.ROOT);
        out.format(
                "%s, %d connections, %.0f s: %d calls, %.1f a second, %d errors%n",
                load.perSecond() > 0
                        ? load.perSecond() + " calls a second asked for"
                        : "as many calls as go",
                load.connections(),
                load.length().toMillis() / 1e3,
                tally.calls(),
                tally.perSecond(),
                tally.errors());
        if (tally.errors() > 0) {
            out.format("of them %d without any answer in time%n", tally.timeouts());
            out.format("the first error: %s%n", tally.firstError());
        }
        out.format("latency in ms:");
        for (double percentile : PERCENTILES) {
            out.format(" p%s %.2f,", name(percentile), millis(tally, percentile));
        }
        out.format(" longest %.2f%n", tally.longestMicros() / 1e3);
        costs(trial, out);
        return out.toString();
    }

    private static void costs(Trial trial, Formatter out) {
        trial.spent()
                .others()
                .forEach(
                        (pid, cpu) ->
                                out.format(
                                        "CPU of process %d: %.1f µs a call%n",
                                        pid, perCall(trial, cpu)));
        out.format(
                "this generator: %.0f %% of a core, %.2f ms late (p99); of the machine, stolen %.1f"
                        + " %%, others %.1f %%%n",
                trial.spent().ownCores() * 100,
                trial.tally().latenessMicros(99) / 1e3,
                trial.spent().stolen() * 100,
                trial.spent().strange() * 100);
        trial.whyNot().forEach(why -> out.format("these figures do not count: %s%n", why));
    }

    /// The same as JSON; times in milliseconds unless the name says otherwise.
    static ObjectNode json(Trial trial) {
        Tally tally = trial.tally();
        Load load = trial.load();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("url", load.url().toString());
        all.put("rate", load.perSecond()).put("connections", load.connections());
        all.put("seconds", load.length().toMillis() / 1e3).put("bytes", load.body().length());
        all.put("calls", tally.calls()).put("perSecond", tally.perSecond());
        all.put("errors", tally.errors()).put("timeouts", tally.timeouts());
        all.put("firstError", tally.firstError());
        ObjectNode latency = all.putObject("latency");
        for (double percentile : PERCENTILES) {
            latency.put("p" + name(percentile), millis(tally, percentile));
        }
        latency.put("longest", tally.longestMicros() / 1e3);
        ObjectNode cpu = all.putObject("cpuMicrosPerCall");
        trial.spent().others().forEach((pid, spent) -> cpu.put("" + pid, perCall(trial, spent)));
        all.put("cpuMicrosPerCallOfAll", trial.microsPerCall());
        all.put("generatorCores", trial.spent().ownCores());
        all.put("generatorLateP99", tally.latenessMicros(99) / 1e3);
        all.put("stolen", trial.spent().stolen());
        all.put("others", trial.spent().strange());
        all.put("counts", trial.counts());
        trial.whyNot().forEach(all.putArray("whyNot")::add);
        return all;
    }

    private static double perCall(Trial trial, Duration spent) {
        return spent.toNanos() / 1e3 / Math.max(1, trial.tally().calls());
    }

    private static double millis(Tally tally, double percentile) {
        return tally.latencyMicros(percentile) / 1e3;
    }

    private static String name(double percentile) {
        return percentile == Math.rint(percentile)
                ? Long.toString(Math.round(percentile))
                : Double.toString(percentile);
    }
}
