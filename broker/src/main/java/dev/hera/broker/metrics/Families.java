package dev.hera.broker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;

/// Makes families that fit into so many series: lines of one name in a scrape.
///
/// @param series most lines of one name; a histogram takes [#HISTOGRAM] for each of its meters
record Families(MeterRegistry registry, int series) {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    /// A line for each bucket, for infinity, for the sum and for the count.
    static final int HISTOGRAM = BUCKETS.length + 3;

    /// Meters kept free for what stands for others: there are at most so many outcomes.
    private static final int OTHERS = 20;

    /// Counters; named without `total`, which the scrape adds.
    Family<Counter> counters(String name, String unit, String description) {
        return new Family<>(
                Math.max(1, series - OTHERS),
                labels ->
                        Counter.builder(name)
                                .description(description)
                                .baseUnit(unit.isEmpty() ? null : unit)
                                .tags(labels.tags())
                                .register(registry));
    }

    /// Sums and counts of durations, without a histogram.
    Family<Timer> timers(String name, String description) {
        return new Family<>(
                Math.max(1, (series - OTHERS) / 2),
                labels ->
                        Timer.builder(name)
                                .description(description)
                                .tags(labels.tags())
                                .register(registry));
    }

    /// Histograms of durations.
    Family<Timer> histograms(String name, String description) {
        return new Family<>(
                Math.max(1, series / HISTOGRAM - 1),
                labels ->
                        Timer.builder(name)
                                .description(description)
                                .tags(labels.tags())
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry));
    }
}
