package dev.hera.broker.journal.write;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Wakes the writer, and only when that is needed: waking costs more than writing.
///
/// Rung by any thread after it has put something into the queue; one thread sleeps.
final class Bell {
    private static final int AWAKE = 0;
    private static final int NAPPING = 1;
    private static final int RESTING = 2;

    private final AtomicInteger sleep = new AtomicInteger(AWAKE);
    private volatile boolean hurried;
    private volatile @Nullable Thread sleeper;

    /// Somebody may wait for what is in the queue now.
    void hurry() {
        if (!hurried) {
            hurried = true;
        }
        if (sleep.get() != AWAKE) {
            wake();
        }
    }

    /// There is something that nobody waits for.
    void mention() {
        if (sleep.get() == RESTING) {
            wake();
        }
    }

    private void wake() {
        if (sleep.getAndSet(AWAKE) != AWAKE) {
            LockSupport.unpark(sleeper);
        }
    }

    /// Sleeps until rung, when there is nothing; may return without a reason.
    void rest(BooleanSupplier nothing) {
        sleeper = Thread.currentThread();
        sleep.set(RESTING);
        if (nothing.getAsBoolean()) {
            LockSupport.park(this);
        }
        sleep.set(AWAKE);
    }

    /// Sleeps until somebody is in a hurry, at most this long.
    void nap(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !hurried && left > 0; left = end - System.nanoTime()) {
            sleeper = Thread.currentThread();
            sleep.set(NAPPING);
            if (!hurried) {
                LockSupport.parkNanos(this, left);
            }
            sleep.set(AWAKE);
        }
    }

    /// What is in the queue now is taken: nobody is in a hurry until the next one rings.
    void calm() {
        hurried = false;
    }
}
