package dev.hera.worker.calls;

import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How many calls run in this process, from all brokers together; any thread.
public final class Workload {
    private static final int MOST_A_SLOT = 100;

    private final int slots;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int inFlight;
    private long changedAt;
    private long markedAt;
    private double callNanos;
    private volatile boolean draining;
    private volatile boolean shortOfMemory;

    /// @param slots how many calls run without slowing each other down
    /// @param nanoClock [System#nanoTime] outside of tests
    public Workload(int slots, LongSupplier nanoClock) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots is " + slots + ", allowed 1 and more");
        }
        this.slots = slots;
        this.nanoClock = nanoClock;
        this.changedAt = nanoClock.getAsLong();
        this.markedAt = changedAt;
    }

    /// Counts one more call in, unless twice the slots run already.
    boolean tryEnter() {
        return tryEnter(2L * slots);
    }

    /// Counts a forced call in; only a hundred times the slots stop it.
    boolean tryForce() {
        return tryEnter((long) MOST_A_SLOT * slots);
    }

    private boolean tryEnter(long most) {
        lock.lock();
        try {
            if (inFlight >= most) {
                return false;
            }
            count(1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Counts a call out; returns how many still run.
    int leave() {
        lock.lock();
        try {
            count(-1);
            if (inFlight == 0) {
                idle.signalAll();
            }
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    private void count(int change) {
        long now = nanoClock.getAsLong();
        callNanos += (double) inFlight * (now - changedAt);
        changedAt = now;
        inFlight += change;
    }

    /// Calls running now.
    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /// Whether twice the slots run, so that one more would be refused.
    boolean isBusy() {
        return inFlight() >= 2L * slots;
    }

    /// The time average of calls running since this was asked last.
    double meanSinceLast() {
        lock.lock();
        try {
            count(0);
            long elapsed = changedAt - markedAt;
            double mean = elapsed <= 0 ? inFlight : callNanos / elapsed;
            markedAt = changedAt;
            callNanos = 0;
            return mean;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing runs; false when something still does after this time.
    public boolean awaitIdle(Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (inFlight > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = idle.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// From now on every report and every answer says that this worker goes.
    public void drain() {
        draining = true;
    }

    /// Whether this worker goes.
    public boolean isDraining() {
        return draining;
    }

    /// What reports say about new calls.
    Vitals.State state() {
        return draining ? Vitals.State.DRAINING : Vitals.State.READY;
    }

    void memory(double use) {
        shortOfMemory = use >= Pulse.SHORT_OF_MEMORY;
    }

    boolean isShortOfMemory() {
        return shortOfMemory;
    }
}
