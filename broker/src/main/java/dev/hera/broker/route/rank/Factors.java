package dev.hera.broker.route.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the signals of one worker came to: the factors of its weight, for about 250 ms.
///
/// @param worker its id
/// @param skip what kept it out when this was made
/// @param slots calls it can run without slowing down
/// @param age slow start, 0.1..1
/// @param slow slowness against the endpoint's mean; 1 inside the dead band
/// @param cpu headroom of its CPU against the fleet's, 0.3..1
/// @param memory factor of its predicted memory, 0..1
/// @param memoryUse the predicted share of memory in use
/// @param trust how far its own word on its queue is taken, 0..1
/// @param distance extra round trip, in mean execution times
/// @param stale its last report is too old to be used for CPU
/// @param weight chance to be drawn, against the others' weights
public record Factors(
        String worker,
        Skip skip,
        double slots,
        double age,
        double slow,
        double cpu,
        double memory,
        double memoryUse,
        double trust,
        double distance,
        boolean stale,
        double weight) {
    private static final double NO_HINTS_ABOVE = 0.8;

    /// Slots as the queue sees them: fewer while it starts, but not as few as its weight says,
    /// since a queue in front of everybody else is worse than a cold worker.
    public double capacity() {
        return slots * Math.sqrt(age);
    }

    /// What CPU, memory and an operator's wish leave of its weight; in panic memory does not count.
    double headroom() {
        return weight * Math.max(1, slow) / (slots * age);
    }

    /// Whether a hint from it is worth following.
    public boolean welcomesHints() {
        return memoryUse < NO_HINTS_ABOVE && trust > 0;
    }

    /// The same worker with another weight.
    Factors weighing(double other) {
        return new Factors(
                worker, skip, slots, age, slow, cpu, memory, memoryUse, trust, distance, stale,
                other);
    }

    /// What can keep a share down besides a [Skip]; the words before the colon are its name.
    public enum Limit {
        STARTING("starting: %.2f of its slots"),
        SLOW("slow: %.2f of the mean speed"),
        CPU("CPU: weight x %.2f"),
        MEMORY("memory: weight x %.2f"),
        TRUST("its word against its share of calls: trusted %.2f"),
        FAR("far: %.2f of a mean execution"),
        STALE("no report for 6 s");

        private final String words;
        private final String title;

        Limit(String words) {
            this.words = words;
            this.title = words.split(":", 2)[0];
        }

        /// Without figures, for many workers at once.
        public String title() {
            return title;
        }
    }

    /// Whether it is held back by this.
    public boolean isHeldBy(Limit limit) {
        return switch (limit) {
            case STARTING -> age < 1;
            case SLOW -> slow > 1;
            case CPU -> cpu < 1;
            case MEMORY -> memory < 1;
            case TRUST -> trust < 1;
            case FAR -> distance > 0;
            case STALE -> stale;
        };
    }

    private double figure(Limit limit) {
        return switch (limit) {
            case STARTING -> age;
            case SLOW -> 1 / Math.max(1, slow);
            case CPU -> cpu;
            case MEMORY -> memory;
            case TRUST -> trust;
            case FAR -> distance;
            case STALE -> 0;
        };
    }

    /// Everything that keeps its share down, in words; empty when nothing does.
    public List<String> limits() {
        List<String> limits = new ArrayList<>();
        if (skip != Skip.NONE) {
            limits.add(skip.words());
        }
        for (Limit limit : Limit.values()) {
            if (isHeldBy(limit)) {
                limits.add(String.format(Locale.ROOT, limit.words, figure(limit)));
            }
        }
        return limits;
    }
}
