package dev.hera.broker.route.watch;

/// How a worker did lately at one endpoint; immutable, the owner swaps it.
///
/// Three failures in a row eject for 2 s, doubled each time up to 64 s. When the time is over the
/// seat is half open: the next failure ejects again.
///
/// @param errors EWMA of errors, 0..1
/// @param at when `errors` last changed
/// @param consecutive failures since the last success
/// @param ejectedUntil when the last ejection ends
/// @param ejections how often in a row
public record Health(double errors, long at, int consecutive, long ejectedUntil, int ejections) {
    /// Nothing ever went wrong.
    public static final Health GOOD = new Health(0, 0, 0, 0, 0);

    private static final int EJECT_AT = 3;
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long LONGEST_NANOS = 64_000_000_000L;
    private static final double FORGET_NANOS = 10e9;
    private static final double NOISE = 0.02;

    /// Whether nothing is held against it.
    public boolean isSpotless() {
        return errors == 0 && consecutive == 0 && ejections == 0;
    }

    /// After a good answer.
    public Health succeeded(long now) {
        if (isSpotless()) {
            return this;
        }
        double left = errors * 0.9;
        boolean forgotten = left < 0.001 && (ejections == 0 || now - ejectedUntil > LONGEST_NANOS);
        return forgotten ? GOOD : new Health(left, now, 0, ejectedUntil, ejections);
    }

    /// After a failure; a failure that is mostly the caller's counts a little and breaks no row.
    public Health failed(Fault fault, long now) {
        double more = errors + 0.2 * fault.weight() * (1 - errors);
        int row = fault == Fault.APPLICATION ? consecutive : consecutive + 1;
        return new Health(more, now, row, ejectedUntil, ejections);
    }

    /// Whether so many failures in a row call for ejection, and it is not ejected yet.
    public boolean isFailing(long now) {
        return consecutive >= EJECT_AT && !isEjected(now);
    }

    /// Ejected from now on, longer than the last time unless that was long ago.
    public Health ejected(long now) {
        boolean again = ejections > 0 && now - ejectedUntil < LONGEST_NANOS;
        int times = again ? ejections + 1 : 1;
        long pause = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(times - 1, 5));
        return new Health(errors, now, EJECT_AT - 1, now + pause, times);
    }

    /// Whether it gets nothing now.
    public boolean isEjected(long now) {
        return ejections > 0 && ejectedUntil - now > 0;
    }

    /// Whether it was ejected and has not succeeded since.
    public boolean isHalfOpen(long now) {
        return ejections > 0 && consecutive >= EJECT_AT - 1 && !isEjected(now);
    }

    /// Chance that a draw of this seat stands; errors fade within some ten seconds.
    public double acceptance(long now) {
        if (errors <= NOISE) {
            return 1;
        }
        double good = 1 - errors * StrictMath.exp(-Math.max(0, now - at) / FORGET_NANOS);
        double square = good * good;
        return square * square * square;
    }
}
