package dev.hera.bench.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// When the figures of a run do not count.
///
/// Lateness, and the generator's share of a core, are asked of an open loop only: a closed one has
/// no moments to miss, and it is there to keep the machine busy.
public final class Guards {
    private static final double MOST_STOLEN = 0.02;
    private static final double MOST_STRANGE = 0.1;
    private static final Duration MOST_LATE = Duration.ofMillis(1);
    private static final double MOST_OWN = 0.6;

    private Guards() {}

    /// Why the figures of a closed loop do not count; empty when they do.
    public static List<String> closedLoop(Spent spent) {
        List<String> why = new ArrayList<>();
        if (spent.stolen() > MOST_STOLEN) {
            why.add("the host took %s %% of the time".formatted(percent(spent.stolen())));
        }
        if (spent.strange() > MOST_STRANGE) {
            why.add("others had %s %% of the machine".formatted(percent(spent.strange())));
        }
        return why;
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f", part * 100);
    }

    /// Why the figures of an open loop do not count; empty when they do.
    ///
    /// @param late how late one call in a hundred left
    public static List<String> openLoop(Spent spent, Duration late) {
        List<String> why = new ArrayList<>(closedLoop(spent));
        if (late.compareTo(MOST_LATE) > 0) {
            why.add("the generator was %d µs late".formatted(late.toNanos() / 1000));
        }
        if (spent.ownCores() > MOST_OWN) {
            why.add(
                    "the generator had %d %% of a core"
                            .formatted(Math.round(spent.ownCores() * 100)));
        }
        return why;
    }
}
