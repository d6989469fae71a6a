package dev.hera.bench.block;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/// The middle of some figures, and between what the middle of others like them would be.
///
/// The interval is a bootstrap's: figures are drawn again from these, with repetition, and of the
/// medians of all draws the middle 95 % are kept.
///
/// @param low and `high` where the interval ends
public record Median(double middle, double low, double high) {
    private static final int DRAWS = 10_000;
    private static final double OUTSIDE = 0.025;

    /// The median of at least one figure.
    ///
    /// @throws IllegalArgumentException for none
    public static Median of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("the median of no figures");
        }
        double[] all = figures.stream().mapToDouble(Double::doubleValue).toArray();
        // The same figures give the same interval.
        Random random = new Random(7);
        double[] medians = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            medians[i] = middle(random.ints(all.length, 0, all.length).mapToDouble(at -> all[at]));
        }
        Arrays.sort(medians);
        return new Median(
                middle(Arrays.stream(all)),
                medians[(int) (DRAWS * OUTSIDE)],
                medians[(int) (DRAWS * (1 - OUTSIDE)) - 1]);
    }

    private static double middle(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
