package dev.hera.trials.routing;

import dev.hera.trials.routing.OpenLoop.Sample;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What callers saw of one trouble through one way in, in one block.
///
/// @param p50 of good calls, milliseconds
/// @param p99 of good calls
/// @param seen the 99th percentile when a failed call counts as the caller's whole patience
/// @param failed part of the calls that failed
/// @param share part of the calls that went to the troubled worker
/// @param early the same from four mean executions after the beginning, over two seconds
/// @param last seconds from the beginning to the last call that went to the troubled worker
/// @param back seconds from the end of the trouble until its share was half a fair one
record Cell(
        Key key,
        double p50,
        double p99,
        double seen,
        double failed,
        double share,
        double early,
        double last,
        double back) {
    /// Mean execution time is about 10 ms.
    private static final long FOUR_EXECUTIONS = 40_000_000;

    private static final long EARLY = 2_000_000_000;

    /// Which cell of the table.
    record Key(Trouble trouble, String way, int block) {}

    /// Reckons from the calls that were due while the trouble lasted.
    static Cell of(Key key, int member, List<Sample> samples, double back) {
        double[] good = samples.stream().filter(Sample::good).mapToDouble(Cell::millis).toArray();
        double patience = OpenLoop.PATIENCE.toMillis();
        double[] all = samples.stream().mapToDouble(s -> s.good() ? millis(s) : patience).toArray();
        long began = samples.stream().mapToLong(Sample::due).min().orElse(0);
        long from = began + FOUR_EXECUTIONS;
        List<Sample> early =
                samples.stream().filter(s -> s.due() >= from && s.due() < from + EARLY).toList();
        long last =
                samples.stream()
                        .filter(s -> s.worker().endsWith(Crew.name(member)))
                        .max(Comparator.comparingLong(Sample::due))
                        .map(Sample::due)
                        .orElse(began);
        return new Cell(
                key,
                percentile(good, 0.5),
                percentile(good, 0.99),
                percentile(all, 0.99),
                1 - (double) good.length / Math.max(1, samples.size()),
                OpenLoop.share(samples, member),
                OpenLoop.share(early, member),
                (last - began) / 1e9,
                back);
    }

    private static double millis(Sample sample) {
        return sample.nanos() / 1e6;
    }

    private static double percentile(double[] values, double part) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        return values[Math.min(values.length - 1, (int) (part * values.length))];
    }

    /// One line of the table of all blocks.
    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.1f | %.1f | %.1f | %.2f %% | %.1f %% | %.1f %% | %.1f | %.1f |",
                key.block(),
                key.trouble().command(),
                key.way(),
                p50,
                p99,
                seen,
                failed * 100,
                share * 100,
                early * 100,
                last,
                back);
    }
}
