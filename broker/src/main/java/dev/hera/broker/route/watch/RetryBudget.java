package dev.hera.broker.route.watch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How many calls of this broker may be sent once more: one in five, and ten a second besides.
///
/// Without it, a fleet in trouble gets twice the calls just when it can least bear them. The
/// balance is kept as a moment that lies the further back the more is left; any thread, no locks.
public final class RetryBudget {
    /// Ten a second: each takes a tenth of a second off the balance.
    private static final long COST = 100_000_000;

    private static final long EARNED_BY_A_CALL = COST / 5;
    private static final long MOST = 200 * COST;
    private static final long LOW = 20 * COST;

    private final LongSupplier nanos;
    private final long began;
    private final AtomicLong spentUntil = new AtomicLong(-MOST);

    /// @param nanos the monotonic clock
    public RetryBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /// A call came.
    public void called() {
        long now = now();
        spentUntil.updateAndGet(until -> Math.max(until - EARNED_BY_A_CALL, now - MOST));
    }

    /// Takes one from the budget; false when there is none.
    public boolean take() {
        long now = now();
        while (true) {
            long until = spentUntil.get();
            long from = Math.max(until, now - MOST);
            if (now - from < COST) {
                return false;
            }
            if (spentUntil.compareAndSet(until, from + COST)) {
                return true;
            }
        }
    }

    /// Whether so little is left that a busy worker should not be free to refuse any more.
    public boolean isLow() {
        return now() - spentUntil.get() < LOW;
    }

    /// How many are left.
    public long left() {
        return Math.min(now() - spentUntil.get(), MOST) / COST;
    }

    private long now() {
        return nanos.getAsLong() - began;
    }
}
