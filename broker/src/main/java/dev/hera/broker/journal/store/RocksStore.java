package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Disk;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// The store on this machine's disk: a log of our own, and RocksDB behind it.
///
/// A native call on closed tables would end the process, so everybody who uses them holds the read
/// lock, and the write lock is taken to open and close them. The first fault of the writing thread
/// stays: nothing is appended after it.
public final class RocksStore implements JournalStore {
    private final StoreSettings settings;
    private final Disk disk;
    private final Premises premises;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile Recovered recovered = new Recovered(1, 0, 0, List.of());
    private volatile @Nullable JournalFault fault;
    private volatile boolean leaving;
    private @Nullable LoggedTables opened;

    private RocksStore(StoreSettings settings, Disk disk, Premises premises) {
        this.settings = settings;
        this.disk = disk;
        this.premises = premises;
    }

    /// Opens the store, or says in one line why not.
    public static RocksStore open(StoreSettings settings) {
        return open(settings, Disk.LOCAL);
    }

    static RocksStore open(StoreSettings settings, Disk disk) {
        Premises premises = Premises.enter(settings.folder(), disk);
        RocksStore store = new RocksStore(settings, disk, premises);
        try {
            store.start();
            return store;
        } catch (RuntimeException e) {
            premises.close();
            throw e;
        }
    }

    private void start() {
        LoggedTables fresh = LoggedTables.open(settings, disk);
        opened = fresh;
        recovered = fresh.recovered();
        premises.closeFiles();
    }

    @Override
    public Recovered recovered() {
        return recovered;
    }

    @Override
    public void append(Batch batch, Runnable kept) {
        refuseWhenIll();
        use(
                store -> {
                    store.check(batch);
                    return batch;
                });
        maintain(
                store -> {
                    store.append(batch, kept);
                    if (store.tidy()) {
                        premises.closeFiles();
                    }
                });
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return use(store -> store.tables().get(table, key));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        use(
                store -> {
                    store.tables().scan(table, from, to, (k, v) -> isWanted(visitor, k, v));
                    return table;
                });
    }

    private boolean isWanted(Visitor visitor, byte[] key, byte[] value) {
        if (leaving) {
            throw new JournalFault(Kind.FULL, "the journal is being opened again; ask again");
        }
        return visitor.visit(key, value);
    }

    @Override
    public void erase(Table table, byte[] from, byte[] to) {
        maintain(
                store -> {
                    store.erase(table, from, to);
                    premises.closeFiles();
                });
    }

    /// Does what changes something, unless that went wrong before.
    private void maintain(Consumer<LoggedTables> work) {
        refuseWhenIll();
        try {
            use(
                    store -> {
                        work.accept(store);
                        return store;
                    });
        } catch (JournalFault e) {
            fault = e;
            throw e;
        } catch (RuntimeException | Error e) {
            fault = new JournalFault(Kind.FAILED, "the journal's writer went wrong: " + e, e);
            throw e;
        }
    }

    private void refuseWhenIll() {
        JournalFault before = fault;
        if (before != null) {
            throw new JournalFault(
                    before.kind(), "nothing is kept since: " + before.getMessage(), before);
        }
    }

    private <T extends @Nullable Object> T use(Function<LoggedTables, T> work) {
        Lock lock = gate.readLock();
        lock.lock();
        try {
            LoggedTables store = opened;
            if (store == null) {
                throw closed();
            }
            return work.apply(store);
        } finally {
            lock.unlock();
        }
    }

    private JournalFault closed() {
        JournalFault why = fault;
        return why == null
                ? new JournalFault(Kind.FAILED, "the journal is closed")
                : new JournalFault(why.kind(), "the journal is closed: " + why.getMessage(), why);
    }

    @Override
    public void revive() {
        JournalFault before = fault;
        if (before != null && before.kind() != Kind.FULL) {
            throw new JournalFault(
                    before.kind(), "only a new start helps: " + before.getMessage(), before);
        }
        LoggedTables.logFolder(settings, disk).checkRoom();
        leaving = true;
        Lock lock = gate.writeLock();
        lock.lock();
        try {
            closeTables();
            start();
            fault = null;
        } catch (JournalFault e) {
            fault = e;
            throw e;
        } finally {
            leaving = false;
            lock.unlock();
        }
    }

    @Override
    public long size() {
        return use(LoggedTables::size);
    }

    @Override
    public void verify() {
        use(
                store -> {
                    store.tables().verify();
                    return store;
                });
    }

    /// Leaves little to be read from the log at the next start.
    @Override
    public void close() {
        leaving = true;
        Lock lock = gate.writeLock();
        lock.lock();
        try (premises) {
            settle();
            closeTables();
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        LoggedTables store = opened;
        try {
            if (store != null && fault == null) {
                store.flush();
                premises.closeFiles();
            }
        } catch (JournalFault e) {
            // the log has everything, and the next start says what is wrong
            fault = e;
        }
    }

    private void closeTables() {
        LoggedTables store = opened;
        opened = null;
        if (store != null) {
            store.close();
        }
    }
}
