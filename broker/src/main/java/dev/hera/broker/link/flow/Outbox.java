package dev.hera.broker.link.flow;

import dev.hera.wire.WireVersion;

import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The one writer of a link: messages in, batches out, never two writes at a time.
///
/// Whoever offers while nothing waits writes, on his own thread and for all who come meanwhile. A
/// call that is one of many lets other threads go first: those that are ready add theirs, and one
/// write takes them all. Bounded in messages and bytes. Any thread.
public final class Outbox extends IteratingCallback {
    private static final int BATCH_BYTES = 1 << 20;

    private final Session session;
    private final int maxMessages;
    private final long maxBytes;
    private final LinkTally tally;
    private final LongSupplier nanos;
    private final Consumer<Throwable> broken;
    private final Callback written = Callback.from(this::succeeded, this::failed);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Message> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private Gate gate = Gate.OPEN;
    private volatile long writingSince;

    /// What became of an offer.
    public enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    /// Who may still put something in.
    private enum Gate {
        OPEN,
        NO_CALLS,
        SHUT
    }

    /// When whoever put something in begins to write.
    private enum Turn {
        NOW,
        /// And not at all when somebody else is about to.
        AFTER_OTHERS
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, handed over once
    private record Message(byte[] bytes, @Nullable PendingCall call) {
        /// Whether it still wants to leave; from now on it has.
        boolean leave() {
            return call == null || call.leave();
        }
    }

    /// @param maxMessages most messages waiting
    /// @param maxBytes most bytes waiting
    /// @param tally counts what leaves
    /// @param nanos monotonic clock
    /// @param broken hears once that a write failed
    public Outbox(
            Session session,
            int maxMessages,
            long maxBytes,
            LinkTally tally,
            LongSupplier nanos,
            Consumer<Throwable> broken) {
        this.session = session;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.tally = tally;
        this.nanos = nanos;
        this.broken = broken;
    }

    /// Puts in a call; it leaves unless it ends before its turn comes.
    public Offer offer(byte[] message, PendingCall call) {
        return add(new Message(message, call), Gate.OPEN, Turn.NOW);
    }

    /// The same for a call that is one of many: others are likely to be ready as well.
    public Offer offerInCrowd(byte[] message, PendingCall call) {
        return add(new Message(message, call), Gate.OPEN, Turn.AFTER_OTHERS);
    }

    /// Puts in anything but a call.
    public Offer offer(byte[] message) {
        return add(new Message(message, null), Gate.NO_CALLS, Turn.NOW);
    }

    private Offer add(Message message, Gate atMost, Turn turn) {
        boolean first;
        lock.lock();
        try {
            if (gate.compareTo(atMost) > 0) {
                return Offer.CLOSED;
            }
            if (waiting.size() >= maxMessages || waitingBytes + message.bytes.length > maxBytes) {
                return Offer.FULL;
            }
            first = waiting.isEmpty();
            waiting.add(message);
            waitingBytes += message.bytes.length;
        } finally {
            lock.unlock();
        }
        if (turn == Turn.NOW) {
            iterate();
        } else if (first) {
            letOthersGoFirst();
            iterate();
        }
        return Offer.TAKEN;
    }

    /// Nothing relies on it: when nobody else is ready, or the scheduler does not care, the batch
    /// is smaller.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersGoFirst() {
        Thread.yield();
    }

    /// Takes no more calls; this message leaves after every call that was taken before.
    public Offer lastCallsThen(byte[] message) {
        lock.lock();
        try {
            gate = gate == Gate.SHUT ? Gate.SHUT : Gate.NO_CALLS;
        } finally {
            lock.unlock();
        }
        return offer(message);
    }

    /// Takes nothing more; what waits never leaves.
    public void shut() {
        lock.lock();
        try {
            gate = Gate.SHUT;
            waiting.clear();
            waitingBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /// How many messages wait.
    public int messages() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes wait.
    public long bytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    /// For how long the running write has been going on; 0 when there is none.
    public long writingFor(long nowNanos) {
        long since = writingSince;
        return since == 0 ? 0 : nowNanos - since;
    }

    @Override
    protected Action process() {
        byte[] batch = take();
        if (batch == null) {
            writingSince = 0;
            return Action.IDLE;
        }
        writingSince = nanos.getAsLong() | 1;
        session.sendBinary(ByteBuffer.wrap(batch), written);
        return Action.SCHEDULED;
    }

    private byte @Nullable [] take() {
        lock.lock();
        try {
            Message first = next(Long.MAX_VALUE);
            if (first == null) {
                return null;
            }
            Message second = next(BATCH_BYTES - first.bytes.length);
            if (second == null) {
                tally.goes(1, first.bytes.length);
                return first.bytes;
            }
            return batch(first, second);
        } finally {
            lock.unlock();
        }
    }

    private byte[] batch(Message first, Message second) {
        List<Message> batch = new ArrayList<>(Math.min(waiting.size() + 2, WireVersion.MAX_BATCH));
        batch.add(first);
        long room = (long) BATCH_BYTES - first.bytes.length;
        Message next = second;
        while (next != null) {
            batch.add(next);
            room -= next.bytes.length;
            next = batch.size() == WireVersion.MAX_BATCH ? null : next(room);
        }
        byte[] joined = joined(batch);
        tally.goes(batch.size(), joined.length);
        return joined;
    }

    /// The next message that fits and still wants to leave.
    private @Nullable Message next(long room) {
        Message head = waiting.peek();
        while (head != null && head.bytes.length <= room) {
            waiting.remove();
            waitingBytes -= head.bytes.length;
            if (head.leave()) {
                return head;
            }
            head = waiting.peek();
        }
        return null;
    }

    private static byte[] joined(List<Message> batch) {
        int length = batch.size() + 1;
        for (Message message : batch) {
            length += message.bytes.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (Message message : batch) {
            joined[at] = (byte) (at == 0 ? '[' : ',');
            at++;
            System.arraycopy(message.bytes, 0, joined, at, message.bytes.length);
            at += message.bytes.length;
        }
        joined[at] = ']';
        return joined;
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        broken.accept(cause);
    }
}
