package dev.hera.broker.route;

import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.rank.Signals;
import dev.hera.broker.route.rank.Skip;
import dev.hera.broker.route.watch.Ewma;
import dev.hera.broker.route.watch.Fault;
import dev.hera.broker.route.watch.Health;
import dev.hera.wire.Endpoint;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A worker's place at one endpoint: what this broker saw of it there.
///
/// Lives while the worker announces the endpoint. Written by the threads of its calls, without
/// locks; `recent` belongs to the thread that rebuilds the odds.
final class Seat {
    private static final double RECENT_NANOS = 8e9;
    private static final double OUTLIER = 8;
    private static final double USUAL_WEIGHT = 0.05;
    private static final double FORGOTTEN_NANOS = 4e9;

    /// Shorter pauses between samples change nothing.
    private static final long OFTEN_NANOS = 250_000_000;

    private final Worker worker;
    private final Endpoint endpoint;
    private final AtomicReference<Health> health = new AtomicReference<>(Health.GOOD);
    private final Ewma exec = new Ewma(USUAL_WEIGHT);
    private final AtomicLong execAt = new AtomicLong();
    private final AtomicLong idleAt = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong taken = new AtomicLong();
    private volatile int place;
    private volatile Recent recent = new Recent(0, 0);

    /// @param calls sent to it lately, fading
    /// @param until counted up to this value of `taken`
    private record Recent(double calls, long until) {}

    Seat(Worker worker, Endpoint endpoint) {
        this.worker = worker;
        this.endpoint = endpoint;
    }

    Worker worker() {
        return worker;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    int place() {
        return place;
    }

    void place(int index) {
        if (place != index) {
            place = index;
        }
    }

    // ---- calls -----------------------------------------------------------------------------

    /// Counts a call in; false when the worker is on probation and runs one already.
    boolean take(long now) {
        boolean taken = worker.take(now);
        if (taken) {
            counted();
        }
        return taken;
    }

    void takeAnyway(long now) {
        worker.takeAnyway(now);
        counted();
    }

    private void counted() {
        running.incrementAndGet();
        taken.incrementAndGet();
    }

    void release() {
        running.decrementAndGet();
        worker.release();
    }

    /// A good answer's execution time; one far out counts as eight times the mean, and one after a
    /// long pause counts for more, so that a worker that was slow once is not so for minutes.
    void ran(long nanos, long now, double meanNanos) {
        if (exec.isEmpty()) {
            exec.start(meanNanos);
            execAt.setOpaque(now);
        }
        double sample = Math.min((double) nanos, OUTLIER * exec.value());
        exec.add(sample, weight(now - execAt.getOpaque()));
        execAt.setOpaque(now);
    }

    private static double weight(long sinceNanos) {
        return sinceNanos < OFTEN_NANOS
                ? USUAL_WEIGHT
                : 1 - StrictMath.exp(-sinceNanos / FORGOTTEN_NANOS);
    }

    void succeeded(long now) {
        if (!health().isSpotless()) {
            health.updateAndGet(h -> h.succeeded(now));
        }
    }

    /// Whether this failure calls for ejection.
    boolean failed(Fault fault, long now) {
        return health.updateAndGet(h -> h.failed(fault, now)).isFailing(now);
    }

    void eject(long now) {
        health.updateAndGet(h -> h.isFailing(now) ? h.ejected(now) : h);
    }

    void idle(long now) {
        idleAt.setOpaque(now);
    }

    // ---- what is known ---------------------------------------------------------------------

    long idleFor(long now) {
        return now - idleAt.getOpaque();
    }

    Health health() {
        return health.getOpaque();
    }

    int running() {
        return running.get();
    }

    /// What keeps it from a call on this way now.
    Skip skip(Route route, long now) {
        return route.aim().means(worker.hello(), worker.id()) ? skip(now) : Skip.OTHER;
    }

    /// What keeps it from any call now.
    Skip skip(long now) {
        Skip skip = worker.skip();
        if (skip.compareTo(Skip.FULL) < 0 && isFull()) {
            return Skip.FULL;
        }
        if (skip != Skip.NONE) {
            return skip;
        }
        Health h = health();
        if (h.isSpotless()) {
            return Skip.NONE;
        }
        boolean trial = h.isHalfOpen(now) && running() > 0;
        return h.isEjected(now) || trial ? Skip.EJECTED : Skip.NONE;
    }

    private boolean isFull() {
        return endpoint.maxInFlight() > 0 && running() >= endpoint.maxInFlight();
    }

    /// What the odds are made of; a skip that may pass within milliseconds is left to the pick.
    Signals signals(long now, double meanNanos, double share, Preference preference) {
        Worker.Report report = worker.report();
        Skip skip = skip(now);
        boolean passing = skip == Skip.PROBATION || skip == Skip.FULL;
        return new Signals(
                worker.id(),
                worker.slots(),
                worker.age(now),
                exec.isEmpty() ? 1 : exec.value() / meanNanos,
                now - execAt.getOpaque(),
                report == null ? 0 : report.cpu(),
                report == null ? 0 : report.vitals().memoryUse(),
                report == null ? 0 : report.slope(),
                report == null ? -1 : now - report.at(),
                worker.ping(),
                share,
                preference.weight(worker.id(), worker.hello().version()),
                passing ? Skip.NONE : skip);
    }

    /// The part that is left of what was counted so long ago.
    static double fading(long sinceNanos) {
        return StrictMath.exp(-sinceNanos / RECENT_NANOS);
    }

    /// Calls sent to it in the last seconds, after fading what was before.
    double recentCalls(double fading) {
        long now = taken.getOpaque();
        double kept = recent.calls() * fading;
        recent = new Recent(kept + now - recent.until(), now);
        return recent.calls();
    }
}
