package dev.hera.broker.journal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// RocksDB without its log: what is written is readable at once and durable once flushed.
///
/// All tables are flushed together, and `applied` is one of the values written with every batch,
/// so what is found on disk says how far it goes. A call on closed tables would end the process:
/// [RocksStore] keeps readers out before it closes them.
final class Tables implements AutoCloseable {
    private static final byte[] APPLIED = {'A'};

    /// Bytes of a call's id.

    private final TableOptions options;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions write = new WriteOptions().setDisableWAL(true);
    private final ReadOptions onDisk = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER);
    private final WriteBatch batch = new WriteBatch();
    private final ByteBuffer applied = ByteBuffer.allocate(Long.BYTES);

    private Tables(TableOptions options, RocksDB db, List<ColumnFamilyHandle> handles) {
        this.options = options;
        this.db = db;
        this.handles = handles;
    }

    static Tables open(Path folder, long bufferBytes) {
        RocksDB.loadLibrary();
        TableOptions options = new TableOptions(bufferBytes);
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
        for (Table table : Table.values()) {
            byte[] name = table.text().getBytes(US_ASCII);
            families.add(new ColumnFamilyDescriptor(name, options.of(table)));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        Tables tables;
        try {
            RocksDB db = RocksDB.open(options.database(), folder.toString(), families, handles);
            tables = new Tables(options, db, handles);
        } catch (RocksDBException e) {
            options.close();
            throw fault("the journal's tables in " + folder + " do not open", e);
        }
        try {
            tables.checkFilesAtRest(folder);
            return tables;
        } catch (JournalFault e) {
            tables.close();
            throw e;
        } catch (RocksDBException e) {
            tables.close();
            throw fault("the journal's tables in " + folder + " are not looked through", e);
        }
    }

    /// The library gathers files from the moment it is opened on, and would remove those it has
    /// gathered between our asking which there are and our looking for them.
    private void checkFilesAtRest(Path folder) throws RocksDBException {
        db.disableFileDeletions();
        try {
            checkFiles(folder);
        } finally {
            db.enableFileDeletions();
        }
    }

    /// The library looks at the first files only, and finds out about others when they are read.
    private void checkFiles(Path folder) {
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            File found = new File(folder.toString(), file.fileName());
            if (found.length() != file.size()) {
                throw new JournalFault(
                        Kind.DAMAGED,
                        "table %s misses %s of %d bytes (%d are there): %s; restore %s"
                                .formatted(
                                        new String(file.columnFamilyName(), US_ASCII),
                                        file.fileName(),
                                        file.size(),
                                        found.length(),
                                        Table.range(file.smallestKey(), file.largestKey()),
                                        folder));
            }
        }
    }

    /// Writes the operations of a batch, and that it was applied.
    void apply(ByteBuffer operations, long last) {
        try {
            batch.clear();
            while (operations.hasRemaining()) {
                add(operations);
            }
            writeWith(last);
        } catch (RocksDBException e) {
            throw fault("the journal's tables do not take a batch", e);
        }
    }

    private void add(ByteBuffer operations) throws RocksDBException {
        byte kind = operations.get();
        ColumnFamilyHandle table = handle(Table.of(operations.get()));
        byte[] key = new byte[operations.getShort() & 0xffff];
        byte[] value = new byte[operations.getInt()];
        operations.get(key).get(value);
        switch (kind) {
            case Batch.PUT -> batch.put(table, key, value);
            case Batch.DELETE -> batch.delete(table, key);
            case Batch.DELETE_RANGE -> batch.deleteRange(table, key, value);
            default -> throw new IllegalStateException("no such operation: " + kind);
        }
    }

    private void writeWith(long last) throws RocksDBException {
        batch.put(own(), APPLIED, applied.putLong(0, last).array());
        db.write(write, batch);
    }

    /// Puts aside one of the store's own entries, which users of the store do not see.
    void addOwn(byte[] key, byte[] value) {
        try {
            batch.put(own(), key, value);
        } catch (RocksDBException e) {
            throw fault("the journal's tables do not take an entry", e);
        }
    }

    /// Writes what was put aside, and how far batches are applied.
    void applyOwn(long last) {
        try {
            writeWith(last);
            batch.clear();
        } catch (RocksDBException e) {
            throw fault("the journal's tables do not take an entry", e);
        }
    }

    /// How far batches were applied, as far as it is on disk.
    long applied() {
        try {
            return number(db.get(own(), onDisk, APPLIED));
        } catch (RocksDBException e) {
            throw fault("the journal's tables cannot be read", e);
        }
    }

    private static long number(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    byte @Nullable [] get(Table table, byte[] key) {
        try {
            return db.get(handle(table), key);
        } catch (RocksDBException e) {
            throw fault("the journal's table " + table.text() + " cannot be read", e);
        }
    }

    void scan(Table table, byte[] from, byte[] to, JournalStore.Visitor visitor) {
        try {
            scan(handle(table), from, to, visitor);
        } catch (RocksDBException e) {
            throw fault("the journal's table " + table.text() + " cannot be read", e);
        }
    }

    void scanOwn(byte[] from, byte[] to, JournalStore.Visitor visitor) {
        try {
            scan(own(), from, to, visitor);
        } catch (RocksDBException e) {
            throw fault("the journal's own entries cannot be read", e);
        }
    }

    private void scan(
            ColumnFamilyHandle table, byte[] from, byte[] to, JournalStore.Visitor visitor)
            throws RocksDBException {
        try (Slice end = new Slice(to);
                ReadOptions until = new ReadOptions().setIterateUpperBound(end);
                RocksIterator entries = db.newIterator(table, until)) {
            entries.seek(from);
            while (entries.isValid() && visitor.visit(entries.key(), entries.value())) {
                entries.next();
            }
            entries.status();
        }
    }

    /// Writes what is only in memory to disk, and waits.
    void flush() {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, handles);
        } catch (RocksDBException e) {
            throw fault("the journal's tables are not written to disk", e);
        }
    }

    /// Rewrites what lies in the range, so that what was deleted is gone. Whole files are not just
    /// dropped: one of them may hold the deletion of what an older one still has.
    void compact(Table table, byte[] from, byte[] to) {
        try (CompactRangeOptions whole =
                new CompactRangeOptions()
                        .setBottommostLevelCompaction(
                                CompactRangeOptions.BottommostLevelCompaction.kForceOptimized)) {
            db.compactRange(handle(table), from, to, whole);
        } catch (RocksDBException e) {
            throw fault("the journal's tables are not tidied", e);
        }
    }

    long size() {
        try {
            long size = 0;
            for (ColumnFamilyHandle handle : handles) {
                size += db.getLongProperty(handle, "rocksdb.total-sst-files-size");
            }
            return size;
        } catch (RocksDBException e) {
            throw fault("the journal's size is not known", e);
        }
    }

    void verify() {
        try {
            db.verifyChecksum();
        } catch (RocksDBException e) {
            throw fault("the journal's tables are damaged", e);
        }
    }

    private ColumnFamilyHandle own() {
        return handles.getFirst();
    }

    private ColumnFamilyHandle handle(Table table) {
        return handles.get(table.number() + 1);
    }

    private static JournalFault fault(String what, RocksDBException e) {
        Status status = e.getStatus();
        Kind kind = Kind.FAILED;
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            kind = Kind.FULL;
        } else if (status != null && status.getCode() == Status.Code.Corruption) {
            kind = Kind.DAMAGED;
        }
        return new JournalFault(kind, what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            db.cancelAllBackgroundWork(true);
            handles.forEach(ColumnFamilyHandle::close);
            db.closeE();
        } catch (RocksDBException e) {
            throw fault("the journal's tables do not close", e);
        } finally {
            batch.close();
            write.close();
            onDisk.close();
            options.close();
        }
    }
}
