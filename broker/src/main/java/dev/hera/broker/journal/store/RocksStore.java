package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Frame;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.log.Lost;
import dev.hera.broker.journal.log.SegmentLog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The store on this machine's disk: a log of our own, and RocksDB behind it.
///
/// The write lock is held only while tables are opened and closed; readers share the other one.
public final class RocksStore implements JournalStore {
    /// With more full files than this the tables are told to write to disk.
    private static final int WAITING_FILES = 5;

    private final StoreSettings settings;
    private final Premises premises;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private Recovered recovered = new Recovered(1, 0, 0, List.of());
    private @Nullable Tables tables;
    private @Nullable SegmentLog log;

    /// How many full files there were when the tables were last asked what they have on disk.
    private int asked;

    /// Something failed: what is in memory is left alone and read from the log at the next start.
    private boolean broken = true;

    private RocksStore(StoreSettings settings, Premises premises) {
        this.settings = settings;
        this.premises = premises;
    }

    /// Opens the store, or says in one line why not.
    public static RocksStore open(StoreSettings settings) {
        Premises premises = Premises.enter(settings.folder());
        RocksStore store = new RocksStore(settings, premises);
        try {
            store.start();
            return store;
        } catch (JournalFault fault) {
            store.close();
            throw fault;
        }
    }

    private void start() {
        Tables tables = Tables.open(tablesFolder(), settings.bufferBytes());
        this.tables = tables;
        SegmentLog.Opened opened = openLog(tables);
        log = opened.log();
        List<Lost> lost = new ArrayList<>(Losses.read(tables));
        if (!opened.lost().isEmpty()) {
            if (settings.loss() == StoreSettings.Loss.REFUSE) {
                throw new JournalFault(Kind.DAMAGED, missing(opened.lost()));
            }
            Losses.write(tables, opened.lost(), opened.next() - 1);
            lost.addAll(opened.lost());
        }
        recovered = new Recovered(opened.next(), opened.replayed(), opened.unfinished(), lost);
        if (opened.replayed() > 0 || !opened.lost().isEmpty()) {
            tables.flush();
        }
        opened.log().release(tables.appliedOnDisk());
        premises.closeFiles();
        broken = false;
    }

    private SegmentLog.Opened openLog(Tables tables) {
        Path folder = settings.folder().resolve("log");
        long applied = tables.applied();
        try {
            return SegmentLog.open(
                    folder,
                    settings.segmentBytes(),
                    applied,
                    (Frame frame, ByteBuffer operations) -> tables.apply(operations, frame.last()));
        } catch (IOException e) {
            boolean full = String.valueOf(e.getMessage()).contains("No space left");
            throw new JournalFault(
                    full ? Kind.FULL : Kind.FAILED, "the journal's log does not open: " + e, e);
        }
    }

    private String missing(List<Lost> lost) {
        StringBuilder text = new StringBuilder("the journal in ").append(settings.folder());
        text.append(" misses ");
        lost.forEach(range -> text.append(range).append("; "));
        return text.append("restore it, or start with --accept-loss to mark them lost").toString();
    }

    private Path tablesFolder() {
        return settings.folder().resolve("tables");
    }

    @Override
    public Recovered recovered() {
        return recovered;
    }

    @Override
    public void append(Batch batch, Runnable kept) {
        broken = true;
        ByteBuffer frame = batch.frame();
        long last = batch.first() + batch.count() - 1;
        SegmentLog log = log();
        log.append(frame.duplicate(), last);
        kept.run();
        reading().apply(frame.position(Frame.HEAD), last);
        if (log.waiting() != asked) {
            free(log);
        }
        broken = false;
    }

    private void free(SegmentLog log) {
        log.release(reading().appliedOnDisk());
        if (log.waiting() > WAITING_FILES) {
            reading().flush();
            log.release(reading().appliedOnDisk());
        }
        asked = log.waiting();
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        Lock lock = gate.readLock();
        lock.lock();
        try {
            return reading().get(table, key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        Lock lock = gate.readLock();
        lock.lock();
        try {
            reading().scan(table, from, to, visitor);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void erase(Table table, byte[] from, byte[] to) {
        Tables tables = reading();
        tables.flush();
        tables.compact(table, from, to);
        log().renew(tables.appliedOnDisk());
        premises.closeFiles();
    }

    @Override
    public void revive() {
        Lock lock = gate.writeLock();
        lock.lock();
        try {
            closeBoth();
            start();
            broken = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() {
        Lock lock = gate.readLock();
        lock.lock();
        try {
            return reading().size() + log().size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void verify() {
        Lock lock = gate.readLock();
        lock.lock();
        try {
            reading().verify();
        } finally {
            lock.unlock();
        }
    }

    private Tables reading() {
        if (tables == null) {
            throw new JournalFault(Kind.FAILED, "the journal is closed");
        }
        return tables;
    }

    private SegmentLog log() {
        if (log == null) {
            throw new JournalFault(Kind.FAILED, "the journal is closed");
        }
        return log;
    }

    /// Leaves nothing to be read from the log at the next start.
    @Override
    public void close() {
        Lock lock = gate.writeLock();
        lock.lock();
        try {
            if (tables != null && log != null && !broken) {
                tables.flush();
            }
        } finally {
            closeBoth();
            lock.unlock();
            premises.close();
        }
    }

    private void closeBoth() {
        if (log != null) {
            log.close();
            log = null;
        }
        if (tables != null) {
            tables.close();
            tables = null;
        }
    }
}
