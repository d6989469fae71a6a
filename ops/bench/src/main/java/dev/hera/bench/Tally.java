package dev.hera.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// What came of a load. All threads of a run write; read it when they have ended.
///
/// A call that failed counts as an error and with the time until it failed, so that failing fast
/// does not make a run look fast without being seen.
public final class Tally {
    private static final long LONGEST = Duration.ofSeconds(60).toNanos() / 1000;

    private final Histogram latency = new ConcurrentHistogram(LONGEST, 3);
    private final Histogram lateness = new ConcurrentHistogram(LONGEST, 3);
    private final AtomicLong errors = new AtomicLong();
    private final Duration length;

    Tally(Duration length) {
        this.length = length;
    }

    void took(long nanos) {
        latency.recordValue(micros(nanos));
    }

    void failed() {
        errors.incrementAndGet();
    }

    /// How long after its moment a call left although a connection was waiting for it.
    void left(long nanosLate) {
        lateness.recordValue(micros(nanosLate));
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1000, 0, LONGEST);
    }

    public long calls() {
        return latency.getTotalCount();
    }

    public long errors() {
        return errors.get();
    }

    public double perSecond() {
        return calls() * 1e9 / length.toNanos();
    }

    /// Microseconds from the intended moment to the last byte of the answer.
    public long latencyMicros(double percentile) {
        return latency.getValueAtPercentile(percentile);
    }

    /// Above 1,000 the generator itself was too slow for the figures to count.
    public long latenessMicros(double percentile) {
        return lateness.getValueAtPercentile(percentile);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f calls/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms, %d errors,"
                        + " left late p99 %.2f ms",
                perSecond(),
                latencyMicros(50) / 1e3,
                latencyMicros(99) / 1e3,
                latencyMicros(99.9) / 1e3,
                latency.getMaxValue() / 1e3,
                errors(),
                latenessMicros(99) / 1e3);
    }
}
