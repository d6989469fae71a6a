package dev.hera.broker.journal;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Recovered;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.broker.journal.store.Table;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// A real store that writes only when it likes: it can stand still, be full, or break.
final class WillfulStore implements JournalStore {
    private final JournalStore real;
    private final Semaphore leave = new Semaphore(Integer.MAX_VALUE / 2);
    private final AtomicReference<@Nullable Kind> mood = new AtomicReference<>();

    WillfulStore(Path folder) {
        real =
                RocksStore.open(
                        new StoreSettings(folder, 2 << 20, 4 << 20, StoreSettings.Loss.REFUSE));
    }

    /// From now on batches wait.
    void stop() {
        leave.drainPermits();
    }

    /// What waited is written.
    void goOn() {
        leave.release(Integer.MAX_VALUE / 4);
    }

    /// From now on every batch fails so.
    void fail(Kind kind) {
        mood.set(kind);
    }

    /// There is space again.
    void recover() {
        mood.set(null);
    }

    private void judge() {
        Kind kind = mood.get();
        if (kind != null) {
            throw new JournalFault(kind, "a store that is " + kind);
        }
    }

    @Override
    public void append(Batch batch, Runnable kept) {
        leave.acquireUninterruptibly();
        judge();
        real.append(batch, kept);
    }

    @Override
    public void revive() {
        judge();
        real.revive();
    }

    @Override
    public Recovered recovered() {
        return real.recovered();
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return real.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        real.scan(table, from, to, visitor);
    }

    @Override
    public void erase(Table table, byte[] from, byte[] to) {
        real.erase(table, from, to);
    }

    @Override
    public long size() {
        return real.size();
    }

    @Override
    public void verify() {
        real.verify();
    }

    @Override
    public void close() {
        real.close();
    }
}
