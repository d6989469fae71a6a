package dev.hera.broker.link.flow;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.route.Line;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// One call on its way: made and awaited by the calling thread, ended once by whoever is first.
///
/// The stage only goes up. Whoever moves it to `CLAIMED` writes the reply, so a call that answer,
/// deadline and dead link reach at the same moment still ends exactly once.
public final class PendingCall {
    private static final int QUEUED = 0;
    private static final int LEFT = 1;
    private static final int CLAIMED = 2;
    private static final int ENDED = 3;

    private final long id;
    private final Deadline deadline;
    private final Thread waiter = Thread.currentThread();
    private final AtomicInteger stage = new AtomicInteger(QUEUED);
    private Line.Reply reply = new Line.Reply.Lost(false);

    PendingCall(long id, Deadline deadline) {
        this.id = id;
        this.deadline = deadline;
    }

    /// The frame's id on this link.
    public long id() {
        return id;
    }

    /// The frame leaves now; false when the call has ended and nobody wants it to.
    boolean leave() {
        return stage.compareAndSet(QUEUED, LEFT);
    }

    /// Whether the worker may have seen it.
    boolean hasLeft() {
        return stage.get() == LEFT;
    }

    boolean hasEnded() {
        return stage.get() >= CLAIMED;
    }

    boolean isLate(long nowNanos) {
        return deadline.passed(nowNanos);
    }

    /// Ends the call unless it has ended.
    ///
    /// @param ending makes the reply from whether the frame has left
    boolean end(Function<Boolean, Line.Reply> ending) {
        int before = stage.get();
        while (before < CLAIMED) {
            if (stage.compareAndSet(before, CLAIMED)) {
                reply = ending.apply(before == LEFT);
                stage.set(ENDED);
                LockSupport.unpark(waiter);
                return true;
            }
            before = stage.get();
        }
        return false;
    }

    /// Waits for the end; only the thread that made the call. An interrupt gives the call up.
    public Line.Reply await() {
        boolean interrupted = false;
        while (stage.get() != ENDED) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                end(Line.Reply.Late::new);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return reply;
    }
}
