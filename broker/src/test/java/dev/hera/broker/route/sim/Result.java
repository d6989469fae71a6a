package dev.hera.broker.route.sim;

import java.util.Arrays;

/// What a run came to; times in milliseconds, of calls that succeeded.
///
/// @param errors share of calls that failed
/// @param crashes of workers
/// @param refusals a call, which are extra frames
/// @param first share of all calls that worker 0 got
public record Result(
        double p50,
        double p99,
        double p999,
        double mean,
        double errors,
        int crashes,
        double refusals,
        double first) {
    static double percentile(double[] sorted, double q) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (q * sorted.length))] * 1000;
    }

    /// The figures of a run.
    public static Result of(
            double[] latencies, long failed, int crashes, double refusals, double first) {
        double[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return new Result(
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                percentile(sorted, 0.999),
                Arrays.stream(sorted).average().orElse(Double.NaN) * 1000,
                failed / (double) Math.max(1, failed + sorted.length),
                crashes,
                refusals,
                first);
    }
}
