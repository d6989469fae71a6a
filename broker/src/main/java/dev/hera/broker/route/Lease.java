package dev.hera.broker.route;

import dev.hera.broker.route.rank.Decision;
import dev.hera.broker.route.watch.Fault;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/// One call's place at a worker, given back with exactly one of four words.
///
/// The first word counts and later ones do nothing, whichever threads say them: an answer, a
/// deadline and a lost link may race. Closing without a word means that nothing was sent.
public final class Lease implements Seating, AutoCloseable {
    /// In place of an object a call.
    private static final AtomicIntegerFieldUpdater<Lease> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Lease.class, "settled");

    private final Seat seat;
    private final Decision decision;
    private final Row row;
    private final Router router;
    private volatile int settled;

    Lease(Seat seat, Decision decision, Row row, Router router) {
        this.seat = seat;
        this.decision = decision;
        this.row = row;
        this.router = router;
    }

    /// The way to the worker.
    public Line line() {
        return seat.worker().line();
    }

    /// The worker's id.
    public String worker() {
        return seat.worker().id();
    }

    /// The endpoint as this worker announced it; its name is what the frame must carry.
    public Endpoint endpoint() {
        return seat.endpoint();
    }

    /// Why this worker.
    public Decision decision() {
        return decision;
    }

    /// Whether the worker must run it although it is busy.
    public boolean force() {
        return decision.isForced();
    }

    /// It answered well.
    ///
    /// @param load what rode on the answer: calls still running after this one
    /// @param took from sending to the answer
    public void answered(Load load, Duration took) {
        if (isFirstWord()) {
            router.answered(row, seat, load, took);
        }
    }

    /// It failed; [Load#NONE] when no load came along.
    public void failed(Fault fault, Load load) {
        if (isFirstWord()) {
            router.failed(row, seat, fault, load);
        }
    }

    /// It refused because it is busy: no failure, but its load is news.
    public void busy(Load load) {
        if (isFirstWord()) {
            router.busy(row, seat, load);
        }
    }

    /// The call never left, or its end says nothing about the worker.
    public void dropped() {
        if (isFirstWord()) {
            seat.release();
        }
    }

    private boolean isFirstWord() {
        return settled == 0 && SETTLED.compareAndSet(this, 0, 1);
    }

    @Override
    public void close() {
        dropped();
    }
}
