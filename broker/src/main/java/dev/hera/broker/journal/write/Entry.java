package dev.hera.broker.journal.write;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.store.Batch;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// One thing to be written whole or not at all, and the one thread that may wait for it.
///
/// Made by any thread; the writer alone says what became of it.
public final class Entry {
    /// What an entry costs besides its bytes; bounds the number of small ones.
    private static final int OVERHEAD = 256;

    private final Change change;
    private final int bytes;
    private final Runnable readable;
    private byte @Nullable [] from;
    private byte @Nullable [] to;
    private volatile State state = State.WAITING;
    private volatile Waits.@Nullable Wait wait;
    private @Nullable Waits waits;

    /// The one pushed before; used by the queue alone.
    @Nullable Entry next;

    /// Adds itself to a batch; on the writer's thread, maybe a second time after a full disk.
    @FunctionalInterface
    public interface Change {
        void addTo(Batch batch);
    }

    private enum State {
        WAITING,
        KEPT,
        LOST
    }

    /// @param bytes how many it will add, about
    /// @param readable runs on the writer's thread when the tables have it; must be quick
    public Entry(Change change, int bytes, Runnable readable) {
        this.change = change;
        this.bytes = bytes + OVERHEAD;
        this.readable = readable;
    }

    /// One that nobody looks for in the tables.
    public Entry(Change change, int bytes) {
        this(change, bytes, () -> {});
    }

    /// Says which calls it is about: the one with this key, or all up to before the other key; to
    /// be said before it is handed over.
    public Entry about(byte[] first, byte @Nullable [] end) {
        from = first;
        to = end;
        return this;
    }

    /// Hears which calls have changed in the tables, on the writer's thread; must be quick.
    public interface Touched {
        /// @param to behind the last key; null for a single call
        void touched(byte[] from, byte @Nullable [] to);
    }

    /// The same with something more, in the same batch.
    public Entry with(Change more, int moreBytes) {
        Entry entry =
                new Entry(
                        batch -> {
                            change.addTo(batch);
                            more.addTo(batch);
                        },
                        bytes + moreBytes,
                        readable);
        entry.from = from;
        entry.to = to;
        return entry;
    }

    int bytes() {
        return bytes;
    }

    void addTo(Batch batch) {
        change.addTo(batch);
    }

    /// Whether it outlives a power cut.
    public boolean isKept() {
        return state == State.KEPT;
    }

    /// It goes to the writer now, whose waits have this watch.
    void handed(Waits watch) {
        waits = watch;
    }

    /// Waits until it outlives a power cut; false when it does not, or not in time. One thread, and
    /// only after it was handed over.
    public boolean awaitKept(Deadline deadline) {
        if (state == State.WAITING) {
            awaitEnd(Objects.requireNonNull(waits, "awaited before it was handed over"), deadline);
        }
        return state == State.KEPT;
    }

    private void awaitEnd(Waits watch, Deadline deadline) {
        Waits.Wait mine = watch.begin(deadline);
        wait = mine;
        while (state == State.WAITING && !mine.isOver()) {
            LockSupport.park(this);
        }
        wait = null;
        watch.end(mine);
    }

    void kept() {
        end(State.KEPT);
    }

    void lost() {
        if (state == State.WAITING) {
            end(State.LOST);
        }
    }

    private void end(State state) {
        this.state = state;
        Waits.Wait waiting = wait;
        if (waiting != null) {
            waiting.wake();
        }
    }

    void readable(Touched heard) {
        byte[] first = from;
        if (first != null) {
            heard.touched(first, to);
        }
        readable.run();
    }
}
