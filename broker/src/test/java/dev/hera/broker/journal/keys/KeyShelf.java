package dev.hera.broker.journal.keys;

import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Recovered;
import dev.hera.broker.journal.store.Table;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// A store that knows keys alone, and lets nobody look at them while it is shut.
final class KeyShelf implements JournalStore {
    private static final int OPEN = 1 << 20;

    private final Map<ByteBuffer, byte[]> keys = new ConcurrentHashMap<>();
    private final Semaphore door = new Semaphore(OPEN);

    void put(KeyDesk.Row row) {
        keys.put(ByteBuffer.wrap(row.key()), row.value());
    }

    /// Who looks now, waits.
    void shut() {
        door.drainPermits();
    }

    /// About how many look and wait.
    int knocking() {
        return door.getQueueLength();
    }

    void open() {
        door.release(OPEN);
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        door.acquireUninterruptibly();
        return keys.get(ByteBuffer.wrap(key));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        throw new UnsupportedOperationException("nobody who decides on a key scans");
    }

    @Override
    public void append(Batch batch, Runnable kept) {
        throw new UnsupportedOperationException("the writer appends");
    }

    @Override
    public void erase(Table table, byte[] from, byte[] to) {
        throw new UnsupportedOperationException("the keeper erases");
    }

    @Override
    public Recovered recovered() {
        throw new UnsupportedOperationException("it was never opened");
    }

    @Override
    public void revive() {
        throw new UnsupportedOperationException("it was never full");
    }

    @Override
    public long size() {
        return keys.size();
    }

    @Override
    public void verify() {}

    @Override
    public void close() {}
}
