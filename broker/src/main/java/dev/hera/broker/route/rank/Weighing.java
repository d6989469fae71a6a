package dev.hera.broker.route.rank;

import java.util.ArrayList;
import java.util.List;

/// From signals to weights; pure. The constants were chosen by simulation.
///
/// When fewer than half of the connected workers would get anything, memory and ejection stop
/// counting (*panic*): better a bad worker than none, and never all load on the last good one.
///
/// @param slowStartNanos how long a worker takes to its full weight
public record Weighing(long slowStartNanos) {
    private static final double DEAD_FROM = 0.6;
    private static final double DEAD_TO = 1.5;
    private static final double SLOWEST = 10;
    private static final double SLOW_KEPT_NANOS = 1e9;
    private static final double SLOW_FADES_NANOS = 4e9;
    private static final long NEAR_NANOS = 1_000_000;
    private static final double FULL_CPU = 1.05;
    private static final double MEMORY_SHRINKS_AT = 0.70;
    private static final double MEMORY_VETO_ABOVE = 0.96;
    private static final double SHARE_TRUSTED = 1.25;
    private static final double SHARE_DISTRUSTED = 1.5;

    /// Weighs all workers of one endpoint against each other.
    ///
    /// @param execNanos the endpoint's mean execution time
    public Odds weigh(long version, long now, List<Signals> signals, double execNanos) {
        double meanCpu =
                signals.stream()
                        .filter(Signals::isFresh)
                        .mapToDouble(Signals::cpu)
                        .average()
                        .orElse(0);
        long near = signals.stream().mapToLong(Signals::ping).min().orElse(0) + NEAR_NANOS;
        List<Factors> factors = new ArrayList<>(signals.size());
        for (Signals s : signals) {
            factors.add(factors(s, meanCpu, Math.max(0, s.ping() - near) / execNanos));
        }
        boolean panic = isPanic(factors);
        double sum = 0;
        for (int i = 0; i < factors.size(); i++) {
            Factors weighed =
                    factors.get(i)
                            .weighing(signals.get(i).preferred() * weight(factors.get(i), panic));
            factors.set(i, weighed);
            sum += weighed.weight();
        }
        for (int i = 0; i < factors.size(); i++) {
            factors.set(i, trusting(factors.get(i), signals.get(i).share(), sum));
        }
        return Odds.of(version, now, panic ? Odds.Mood.PANIC : Odds.Mood.CALM, factors);
    }

    private Factors factors(Signals s, double meanCpu, double distance) {
        double memoryUse = memoryUse(s);
        return new Factors(
                s.worker(),
                s.skip(),
                s.slots(),
                clamp((double) s.ageNanos() / slowStartNanos, 0.1, 1),
                slowness(s),
                s.isFresh() ? headroom(s.cpu(), meanCpu) : 1,
                memory(memoryUse),
                memoryUse,
                1,
                distance,
                s.reportAgeNanos() >= 0 && !s.isFresh(),
                0);
    }

    private static boolean isPanic(List<Factors> factors) {
        int standing = 0;
        int eligible = 0;
        for (Factors f : factors) {
            boolean stands = f.skip() == Skip.NONE || f.skip() == Skip.EJECTED;
            standing += stands ? 1 : 0;
            eligible += f.skip() == Skip.NONE && f.memory() > 0 ? 1 : 0;
        }
        return eligible * 2 < standing;
    }

    private static double weight(Factors f, boolean panic) {
        double weight = f.slots() * f.age() * f.cpu() / Math.max(1, f.slow());
        return switch (f.skip()) {
            case NONE -> panic ? weight : weight * f.memory();
            case EJECTED -> panic ? weight : 0;
            case UNLUCKY, MEMORY, SUSPECT, PROBATION, TRIED, FULL, OTHER, DRAINING, GONE -> 0;
        };
    }

    /// A worker that gets far more calls than its weight explains gets them by its own word; the
    /// word then counts less, and so nobody can lie himself into all calls.
    private static Factors trusting(Factors f, double share, double sum) {
        if (share < 0 || sum <= 0 || f.weight() <= 0) {
            return f;
        }
        double excess = share / (f.weight() / sum);
        double trust =
                clamp((SHARE_DISTRUSTED - excess) / (SHARE_DISTRUSTED - SHARE_TRUSTED), 0, 1);
        return new Factors(
                f.worker(),
                f.skip(),
                f.slots(),
                f.age(),
                trust < 1 ? Math.max(1, f.slow()) : f.slow(),
                f.cpu(),
                f.memory(),
                f.memoryUse(),
                trust,
                f.distance(),
                f.stale(),
                f.weight());
    }

    private static double slowness(Signals s) {
        double ratio = Math.min(SLOWEST, s.execRatio());
        double old = Math.max(0, s.execAgeNanos() - SLOW_KEPT_NANOS);
        double now = ratio <= 1 ? ratio : 1 + (ratio - 1) * StrictMath.exp(-old / SLOW_FADES_NANOS);
        return now > DEAD_FROM && now < DEAD_TO ? 1 : now;
    }

    private static double headroom(double cpu, double mean) {
        return clamp(1 - (cpu - mean) / Math.max(0.35, FULL_CPU - mean), 0.3, 1);
    }

    private static double memoryUse(Signals s) {
        if (s.reportAgeNanos() < 0) {
            return 0;
        }
        double ahead = s.isFresh() ? s.reportAgeNanos() / 1e9 + 1 : 0;
        return s.memory() + Math.max(0, s.memorySlope()) * ahead;
    }

    private static double memory(double use) {
        if (use < MEMORY_SHRINKS_AT) {
            return 1;
        }
        return use > MEMORY_VETO_ABOVE ? 0 : Math.max(0.02, 1 - 5 * (use - MEMORY_SHRINKS_AT));
    }

    private static double clamp(double value, double least, double most) {
        return Math.min(most, Math.max(least, value));
    }
}
