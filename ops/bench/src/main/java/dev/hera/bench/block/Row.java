package dev.hera.bench.block;

import dev.hera.bench.Tally;
import dev.hera.bench.Trial;

import java.util.Locale;

/// One trial of one contestant.
record Row(int block, String contestant, Phase phase, Trial trial) {
    double perSecond() {
        return trial.tally().perSecond();
    }

    double microsPerCall() {
        return trial.microsPerCall();
    }

    double p50() {
        return trial.tally().latencyMicros(50) / 1e3;
    }

    double p99() {
        return trial.tally().latencyMicros(99) / 1e3;
    }

    double errors() {
        return trial.tally().errors();
    }

    /// How many cores the servers had.
    double cores() {
        return trial.spent().cores();
    }

    double generatorCores() {
        return trial.spent().ownCores();
    }

    /// A line for whoever watches.
    String line() {
        Tally tally = trial.tally();
        return String.format(
                Locale.ROOT,
                "block %d, %s, %s: %.0f calls/s, p50 %.2f ms, p99 %.2f ms, %.1f µs of CPU a call,"
                        + " %d errors%s%s",
                block,
                contestant,
                phase.words(),
                perSecond(),
                p50(),
                p99(),
                microsPerCall(),
                tally.errors(),
                tally.errors() == 0 ? "" : " (" + tally.firstError() + ")",
                trial.counts() ? "" : "; does not count: " + String.join(", ", trial.whyNot()));
    }
}
