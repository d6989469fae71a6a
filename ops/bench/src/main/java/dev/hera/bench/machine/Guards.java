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
    private static final Duration MOST_LATE = Duration.ofMillis(1);
    private static final double MOST_OWN = 0.6;

    private Guards() {}

    /// Why the figures of a closed loop do not count; empty when they do.
    public static List<String> closedLoop(Spent spent) {
        return spent.stolen() > MOST_STOLEN
                ? List.of(
                        String.format(
                                Locale.ROOT,
                                "the host took %.1f %% of the time",
                                spent.stolen() * 100))
                : List.of();
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
