package dev.hera.broker.route.watch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A running mean that many threads feed: plain over the first samples, then exponential.
///
/// Writes race on purpose, and a lost sample does no harm; a torn value is impossible.
public final class Ewma {
    private final double alpha;
    private final AtomicLong bits = new AtomicLong();
    private final AtomicInteger samples = new AtomicInteger();

    /// @param alpha weight of a new sample once there are `1 / alpha` of them
    public Ewma(double alpha) {
        this.alpha = alpha;
    }

    /// Takes a sample in.
    public void add(double sample) {
        add(sample, alpha);
    }

    /// Takes a sample in that weighs at least this much, because the mean is old.
    public void add(double sample, double least) {
        int n = samples.getOpaque();
        int next = n == Integer.MAX_VALUE ? n : n + 1;
        double mean = value();
        bits.setOpaque(
                Double.doubleToRawLongBits(mean + Math.max(least, 1.0 / next) * (sample - mean)));
        samples.setOpaque(next);
    }

    /// Begins with a mean known from elsewhere, as if it had been fed for long.
    public void start(double mean) {
        bits.setOpaque(Double.doubleToRawLongBits(mean));
        samples.setOpaque(Integer.MAX_VALUE);
    }

    /// The mean; 0 before the first sample.
    public double value() {
        return Double.longBitsToDouble(bits.getOpaque());
    }

    /// Whether nothing was ever added.
    public boolean isEmpty() {
        return samples.getOpaque() == 0;
    }
}
