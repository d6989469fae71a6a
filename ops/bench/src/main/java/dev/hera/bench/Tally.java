package dev.hera.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What came of a load. All threads of a run write; read it when they have ended.
///
/// A call that failed or had no answer in time counts as an error and as having taken the whole
/// limit, so that failing fast does not make a run look fast.
public final class Tally {
    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LONGEST_MICROS = LONGEST.toNanos() / 1000;

    private final Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram lateness = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicReference<String> firstError = new AtomicReference<>("");
    private final Duration length;
    private final Duration limit;

    Tally(Load load) {
        this.length = load.length();
        this.limit = load.limit();
    }

    /// The right answer came after this time; too late is not at all.
    void took(long nanos) {
        if (nanos > limit.toNanos()) {
            timedOut();
        } else {
            latency.recordValue(micros(nanos));
        }
    }

    /// No answer, or a wrong one.
    void failed(String why) {
        errors.incrementAndGet();
        firstError.compareAndSet("", why);
        latency.recordValue(micros(limit.toNanos()));
    }

    void timedOut() {
        timeouts.incrementAndGet();
        failed("no answer within %d ms".formatted(limit.toMillis()));
    }

    /// How long after its moment a call left although a connection was waiting for it.
    void left(long nanosLate) {
        lateness.recordValue(micros(nanosLate));
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1000, 0, LONGEST_MICROS);
    }

    public long calls() {
        return latency.getTotalCount();
    }

    /// Calls without the right answer in time.
    public long errors() {
        return errors.get();
    }

    /// Those of them that had no answer at all in time.
    public long timeouts() {
        return timeouts.get();
    }

    /// What was wrong at first; empty when nothing was.
    public String firstError() {
        return firstError.get();
    }

    public double perSecond() {
        return calls() * 1e9 / length.toNanos();
    }

    /// Microseconds from the intended moment to the last byte of the answer.
    public long latencyMicros(double percentile) {
        return latency.getValueAtPercentile(percentile);
    }

    public long longestMicros() {
        return latency.getMaxValue();
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
                longestMicros() / 1e3,
                errors(),
                latenessMicros(99) / 1e3);
    }
}
