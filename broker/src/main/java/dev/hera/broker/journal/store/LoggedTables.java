package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Disk;
import dev.hera.broker.journal.log.Disk.Step;
import dev.hera.broker.journal.log.Frame;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.log.LogScan;
import dev.hera.broker.journal.log.Lost;
import dev.hera.broker.journal.log.SegmentLog;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The log and the tables behind it, from one opening to its closing.
///
/// One thread appends; another one may erase meanwhile, and waits with the log for a batch to end.
/// What only reads may come from any thread, but not after `close`.
/// When writing failed, the tables in memory may be behind the log: nothing may be written then,
/// and only opening again brings them together.
final class LoggedTables implements AutoCloseable {
    /// With more full files than this the tables are told to write to disk.
    private static final int WAITING_FILES = 5;

    private final StoreSettings settings;
    private final Disk disk;
    private final Tables tables;
    private final SegmentLog log;
    private final Recovered recovered;
    private final ReentrantLock pen = new ReentrantLock();
    private long next;

    /// How many full files there were when the tables were last asked what they have on disk.
    private int asked;

    private LoggedTables(StoreSettings settings, Disk disk, Tables tables) throws IOException {
        this.settings = settings;
        this.disk = disk;
        this.tables = tables;
        LogScan found = SegmentLog.scan(logFolder(settings, disk), tables.applied());
        recovered = recover(found);
        next = found.next();
        log = SegmentLog.begin(logFolder(settings, disk), found);
    }

    /// Opens both and brings into the tables what only the log has. A start that fails changes
    /// nothing that a later one needs.
    static LoggedTables open(StoreSettings settings, Disk disk) {
        Tables tables = null;
        try {
            disk.tables(Step.OPEN);
            tables = Tables.open(settings.folder().resolve("tables"), settings.bufferBytes());
            return new LoggedTables(settings, disk, tables);
        } catch (IOException e) {
            close(tables);
            throw SegmentLog.fault(
                    "the journal does not open",
                    e,
                    disk.room(settings.folder()),
                    settings.segmentBytes());
        } catch (RuntimeException e) {
            close(tables);
            throw e;
        }
    }

    private static void close(@Nullable Tables tables) {
        if (tables != null) {
            tables.close();
        }
    }

    /// Where the log lies. What is in memory must still find room in the tables, hence the reserve.
    static SegmentLog.Folder logFolder(StoreSettings settings, Disk disk) {
        long reserve = 2 * (settings.bufferBytes() + settings.segmentBytes());
        return new SegmentLog.Folder(
                disk, settings.folder().resolve("log"), settings.segmentBytes(), reserve);
    }

    private Recovered recover(LogScan found) throws IOException {
        List<Lost> lost = new ArrayList<>(Losses.read(tables));
        if (!found.lost().isEmpty() && settings.loss() == Loss.REFUSE) {
            throw new JournalFault(Kind.DAMAGED, missing(found.lost()));
        }
        found.replay((Frame frame, ByteBuffer batch) -> apply(batch, frame.last()));
        if (!found.lost().isEmpty()) {
            Losses.write(tables, found.lost(), found.next() - 1);
            lost.addAll(found.lost());
        }
        if (found.replayed() > 0 || !found.lost().isEmpty()) {
            flush();
        }
        return new Recovered(found.next(), found.replayed(), found.unfinished(), lost);
    }

    private String missing(List<Lost> lost) {
        StringBuilder text = new StringBuilder("the journal in ").append(settings.folder());
        text.append(" misses ");
        lost.forEach(range -> text.append(range).append("; "));
        return text.append("restore it, or start with --accept-loss to mark them lost").toString();
    }

    Recovered recovered() {
        return recovered;
    }

    Tables tables() {
        return tables;
    }

    /// A batch that does not fit is the caller's mistake, and nothing happened.
    void check(Batch batch) {
        if (batch.first() != next) {
            throw new IllegalArgumentException(
                    "a batch that begins with %d, %d is next".formatted(batch.first(), next));
        }
        if (batch.size() > settings.segmentBytes()) {
            throw new IllegalArgumentException(
                    "a batch of %d bytes, a file of the log has %d"
                            .formatted(batch.size(), settings.segmentBytes()));
        }
    }

    void append(Batch batch, Runnable kept) {
        ByteBuffer frame = batch.frame();
        long last = batch.first() + batch.count() - 1;
        pen.lock();
        try {
            log.append(frame.duplicate(), last);
            next = last + 1;
            try {
                kept.run();
            } finally {
                apply(frame.position(Frame.HEAD), last);
            }
        } finally {
            pen.unlock();
        }
    }

    private void apply(ByteBuffer operations, long last) {
        before(Step.APPLY);
        tables.apply(operations, last);
    }

    void flush() {
        before(Step.FLUSH);
        tables.flush();
    }

    /// Lets the log use files again whose batches the tables have on disk; false when there was
    /// nothing to look at.
    boolean tidy() {
        pen.lock();
        try {
            if (log.waiting() == asked) {
                return false;
            }
            log.release(tables.applied());
            if (log.waiting() > WAITING_FILES) {
                flush();
                log.release(tables.applied());
            }
            asked = log.waiting();
            return true;
        } finally {
            pen.unlock();
        }
    }

    /// Rewriting takes long and holds nobody up; only then the log is renewed, with all that it has
    /// in the tables.
    void erase(Table table, byte[] from, byte[] to) {
        flush();
        before(Step.COMPACT);
        tables.compact(table, from, to);
        pen.lock();
        try {
            flush();
            log.renew(tables.applied());
            asked = log.waiting();
        } finally {
            pen.unlock();
        }
    }

    private void before(Step step) {
        try {
            disk.tables(step);
        } catch (IOException e) {
            long room = disk.room(settings.folder());
            throw SegmentLog.fault("the journal's tables were not written", e, room, 0);
        }
    }

    long size() {
        return tables.size() + log.size();
    }

    @Override
    public void close() {
        try (tables) {
            log.close();
        }
    }
}
