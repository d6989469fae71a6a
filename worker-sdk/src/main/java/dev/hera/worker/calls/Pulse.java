package dev.hera.worker.calls;

import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Reads the vitals for all links, and speaks up at once when a threshold is crossed.
///
/// Ten brokers ask every two seconds each; a reading serves all who ask within [#FRESH], so that
/// the intervals that shares are measured over stay long enough to mean something.
public final class Pulse implements AutoCloseable {
    /// Share of memory from which on the answers' load says so.
    static final double SHORT_OF_MEMORY = 0.9;

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration FRESH = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final double[] MEMORY = {0.80, 0.90, 0.96};
    private static final double[] CPU = {0.90};

    private final Duties.Sense sense;
    private final Workload workload;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Vitals last;
    private long readAt;
    private int level;
    private volatile boolean closed;

    /// @param nanoClock [System#nanoTime] outside of tests
    public Pulse(Duties.Sense sense, Workload workload, LongSupplier nanoClock) {
        this.sense = sense;
        this.workload = workload;
        this.nanoClock = nanoClock;
    }

    /// The vitals, at most [#FRESH] old.
    public Vitals report() {
        lock.lock();
        try {
            Vitals known = last;
            boolean fresh = nanoClock.getAsLong() - readAt < FRESH.toNanos();
            return known != null && fresh && known.state() == workload.state() ? known : read();
        } finally {
            lock.unlock();
        }
    }

    private Vitals read() {
        Vitals vitals = sense.read(workload.state(), workload.inFlight(), workload.meanSinceLast());
        last = vitals;
        readAt = nanoClock.getAsLong();
        workload.memory(vitals.memoryUse());
        return vitals;
    }

    /// Starts to look every half second, on a thread of its own, until closed.
    ///
    /// @param crossed told when a threshold was crossed, either way
    public void start(Consumer<Vitals> crossed) {
        Thread unused = Thread.ofVirtual().name("hera-pulse").start(() -> beat(crossed));
    }

    private void beat(Consumer<Vitals> crossed) {
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            try {
                look(crossed);
            } catch (RuntimeException e) {
                LOG.error("reading the vitals failed; the next try is in half a second", e);
            }
        }
    }

    /// Looks once.
    void look(Consumer<Vitals> crossed) {
        Vitals vitals = report();
        int now = level(vitals);
        if (now != level) {
            level = now;
            crossed.accept(vitals);
        }
    }

    private static int level(Vitals vitals) {
        int state = vitals.state() == Vitals.State.DRAINING ? 100 : 0;
        return state + 10 * above(MEMORY, vitals.memoryUse()) + above(CPU, vitals.cpu());
    }

    private static int above(double[] thresholds, double value) {
        int above = 0;
        for (double threshold : thresholds) {
            above += value >= threshold ? 1 : 0;
        }
        return above;
    }

    @Override
    public void close() {
        closed = true;
    }
}
