package dev.hera.worker.socket;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages that wait to be sent over one socket; any thread puts, the one writer takes.
///
/// Whatever waits when the writer comes leaves as one JSON-RPC batch; nobody waits in order to
/// batch. Messages are bytes already, each made on the thread that had something to say.
public final class Outbox {
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private int maxFrame;
    private int maxBatch = 1;
    private boolean closed;

    /// Most that waits.
    ///
    /// @param messages how many messages
    /// @param bytes how many bytes; a single larger message is taken when nothing else waits
    public record Limits(int messages, long bytes) {}

    public Outbox(Limits limits, int maxFrame) {
        this.limits = limits;
        this.maxFrame = maxFrame;
    }

    /// What the other side takes in one WebSocket message, once it has said so.
    public void agree(int frameBytes, int batchMessages) {
        lock.lock();
        try {
            maxFrame = frameBytes;
            maxBatch = Math.max(1, batchMessages);
        } finally {
            lock.unlock();
        }
    }

    /// Most bytes of one message.
    public int maxFrame() {
        lock.lock();
        try {
            return maxFrame;
        } finally {
            lock.unlock();
        }
    }

    /// Puts a message in, waiting for room at most so long; false when there is none or it is
    /// closed.
    public boolean put(byte[] message, Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (!closed && isFull(message.length)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = room.awaitNanos(nanos);
            }
            if (closed) {
                return false;
            }
            waiting.add(message);
            bytes += message.length;
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int more) {
        return !waiting.isEmpty()
                && (waiting.size() >= limits.messages() || bytes + more > limits.bytes());
    }

    /// What is to be sent next, waited for: one message or a batch; null when closed and empty.
    public byte @Nullable [] take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return null;
                }
                work.await();
            }
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private byte[] batch() {
        byte[] first = remove();
        if (!fits(first.length + 1, 1)) {
            return first;
        }
        ByteArrayOutputStream batch = new ByteArrayOutputStream(first.length * 2 + 2);
        batch.write('[');
        batch.writeBytes(first);
        for (int count = 1; fits(batch.size(), count); count++) {
            batch.write(',');
            batch.writeBytes(remove());
        }
        batch.write(']');
        return batch.toByteArray();
    }

    /// Whether the next message, its comma and the closing bracket still fit behind so many bytes.
    private boolean fits(int size, int count) {
        byte[] next = waiting.peek();
        return next != null && count < maxBatch && size + 2L + next.length <= maxFrame;
    }

    private byte[] remove() {
        byte[] message = waiting.remove();
        bytes -= message.length;
        room.signalAll();
        return message;
    }

    /// How many messages wait.
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more; what waits can still be taken out.
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
