package dev.hera.broker.journal.write;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What waits to be written: pushed by any thread, taken whole by the writer.
///
/// A stack that is turned round when it is taken, so that pushing is one compare-and-set and makes
/// nothing. Bounded by bytes, each entry counting for a few hundred at least.
final class EntryQueue {
    private final long maxBytes;
    private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();

    /// When the oldest of those that wait was pushed, or one after it.
    private volatile long since;

    EntryQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Whether there is room for another call.
    boolean hasRoom() {
        return bytes.get() < maxBytes;
    }

    void push(Entry entry) {
        bytes.addAndGet(entry.bytes());
        Entry before;
        do {
            before = newest.get();
            entry.next = before;
        } while (!newest.compareAndSet(before, entry));
        if (before == null) {
            since = System.nanoTime();
        }
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /// Takes everything, the oldest first; it counts as waiting until it is [#written].
    Deque<Entry> take() {
        Deque<Entry> oldestFirst = new ArrayDeque<>();
        Entry entry = newest.getAndSet(null);
        while (entry != null) {
            oldestFirst.addFirst(entry);
            Entry before = entry.next;
            entry.next = null;
            entry = before;
        }
        return oldestFirst;
    }

    /// When what was taken last began to wait; about.
    long since() {
        return since;
    }

    void written(Entry entry) {
        bytes.addAndGet(-entry.bytes());
    }

    long bytes() {
        return bytes.get();
    }
}
