package dev.hera.broker.link.flow;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.route.Line;
import dev.hera.wire.codec.ReplyKind;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The calls of one link that wait for their answer; callers add, the reader and the pulse remove.
///
/// Ids given up are remembered for a while, so that a late answer is told from a made-up one.
public final class PendingCalls {
    private static final int REMEMBERED = 16_384;

    private final int limit;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();
    private final LinkedHashSet<Long> givenUp = new LinkedHashSet<>();

    /// What an id that came with a reply stands for.
    public enum Match {
        /// A call that waits.
        WAITING,
        /// A call that was given up.
        LATE,
        /// Nothing we asked.
        FOREIGN
    }

    /// @param limit most calls waiting at once
    public PendingCalls(int limit) {
        this.limit = limit;
    }

    /// The next id of a message of ours on this link.
    public long nextId() {
        return ids.incrementAndGet();
    }

    /// Whether too many wait; a hundred callers who ask at once may all hear no.
    public boolean isFull() {
        return calls.size() >= limit;
    }

    /// A new call of the current thread.
    ///
    /// @param id from [#nextId()]
    public PendingCall open(long id, Deadline deadline) {
        PendingCall call = new PendingCall(id, deadline);
        calls.put(id, call);
        return call;
    }

    /// Takes back a call that was never offered.
    public void forget(PendingCall call) {
        calls.remove(call.id());
    }

    /// What a reply with this id would be; an id that has not left cannot be answered.
    public ReplyKind kind(long id) {
        PendingCall call = calls.get(id);
        return call != null && call.hasLeft() ? ReplyKind.ANSWER : ReplyKind.NONE;
    }

    /// Ends the call with this id.
    public Match answer(long id, Line.Reply reply) {
        PendingCall call = calls.get(id);
        if (call != null && call.hasLeft()) {
            calls.remove(id);
            return call.end(_ -> reply) ? Match.WAITING : Match.LATE;
        }
        return unmatched(id);
    }

    /// What a reply is that ends no call.
    public Match unmatched(long id) {
        PendingCall call = calls.get(id);
        if (call != null && call.hasEnded()) {
            calls.remove(id);
            return Match.LATE;
        }
        return wasGivenUp(id) ? Match.LATE : Match.FOREIGN;
    }

    /// Forgets a call that left and was given up; its answer will be a late one.
    public void giveUp(PendingCall call) {
        if (calls.remove(call.id(), call)) {
            remember(call.id());
        }
    }

    /// Ends every call whose deadline has passed.
    public void sweep(long nowNanos) {
        for (PendingCall call : calls.values()) {
            if (call.isLate(nowNanos)) {
                call.end(Line.Reply.Late::new);
            }
        }
    }

    /// The link died: ends every call.
    public void lose() {
        calls.values()
                .removeIf(
                        call -> {
                            call.end(Line.Reply.Lost::new);
                            return true;
                        });
    }

    /// How many wait.
    public int count() {
        return calls.size();
    }

    private void remember(long id) {
        synchronized (givenUp) {
            if (givenUp.size() == REMEMBERED) {
                givenUp.removeFirst();
            }
            givenUp.add(id);
        }
    }

    private boolean wasGivenUp(long id) {
        synchronized (givenUp) {
            return givenUp.remove(id);
        }
    }
}
