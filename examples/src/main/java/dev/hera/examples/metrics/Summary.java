package dev.hera.examples.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The measurements of one group in figures.
///
/// @param group what they have in common
/// @param errors how many ended with 500 or above
/// @param percentiles milliseconds by rank, the nearest rank that was measured
public record Summary(
        Map<String, String> group,
        int count,
        int errors,
        double meanMillis,
        int minMillis,
        int maxMillis,
        long bytes,
        Map<Double, Integer> percentiles) {
    /// Sums up measurements, of which there is at least one.
    static Summary of(Map<String, String> group, List<Measurement> all, List<Double> ranks) {
        int[] millis = all.stream().mapToInt(Measurement::millis).sorted().toArray();
        Map<Double, Integer> percentiles = new TreeMap<>();
        for (double rank : ranks) {
            int index = (int) Math.ceil(rank / 100 * millis.length) - 1;
            percentiles.put(rank, millis[Math.max(0, index)]);
        }
        return new Summary(
                group,
                millis.length,
                (int) all.stream().filter(one -> one.status() >= 500).count(),
                Math.round(Arrays.stream(millis).average().orElse(0) * 100) / 100.0,
                millis[0],
                millis[millis.length - 1],
                all.stream().mapToLong(Measurement::bytes).sum(),
                percentiles);
    }
}
