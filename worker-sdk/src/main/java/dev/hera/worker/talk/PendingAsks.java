package dev.hera.worker.talk;

import dev.hera.wire.Frame;
import dev.hera.wire.codec.ReplyKind;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Questions of ours that wait for the broker's replies; bounded. Any thread asks, the reading
/// thread settles.
final class PendingAsks {
    /// Most questions that may wait on one link.
    static final int MAX = 1024;

    private final Map<Long, Ask> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Deque<Long> givenUp = new ArrayDeque<>();
    private volatile boolean lost;

    /// One question: its id, what it waits for, and the place for the reply.
    record Ask(long id, ReplyKind kind, CompletableFuture<Heard> heard) {
        Heard await(Duration within) throws InterruptedException {
            try {
                return heard.get(within.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Heard.Unanswered("no answer within " + within.toMillis() + " ms");
            } catch (ExecutionException e) {
                throw new IllegalStateException("a question never fails", e);
            }
        }
    }

    /// A new question; empty when too many wait, or the link is gone: it surely does not leave
    /// then, and may be asked of another broker.
    Optional<Ask> open(ReplyKind kind) {
        if (lost || waiting.size() >= MAX) {
            return Optional.empty();
        }
        Ask ask = new Ask(lastId.incrementAndGet(), kind, new CompletableFuture<>());
        waiting.put(ask.id(), ask);
        if (lost) {
            lose("the link is gone");
        }
        return Optional.of(ask);
    }

    /// What the reply with this id would be.
    ReplyKind kind(long id) {
        Ask ask = waiting.get(id);
        return ask == null ? ReplyKind.NONE : ask.kind();
    }

    /// Hands a reply over; false when nobody waits for it, nor did.
    boolean settle(Frame.Reply reply) {
        Ask ask = waiting.remove(reply.id());
        return ask == null
                ? wasGivenUp(reply.id())
                : ask.heard().complete(new Heard.Replied(reply));
    }

    /// Nobody waits for this one any more; true when its reply may still come.
    boolean forget(Ask ask) {
        if (!waiting.remove(ask.id(), ask)) {
            return false;
        }
        synchronized (givenUp) {
            if (givenUp.size() == MAX) {
                givenUp.removeFirst();
            }
            givenUp.addLast(ask.id());
        }
        return true;
    }

    private boolean wasGivenUp(long id) {
        synchronized (givenUp) {
            return givenUp.remove(id);
        }
    }

    /// The link died: every question ends, also those that are still to come.
    void lose(String why) {
        lost = true;
        waiting.values().forEach(ask -> ask.heard().complete(new Heard.Unanswered(why)));
        waiting.clear();
    }
}
