package dev.hera.broker.journal.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;

import java.util.List;
import java.util.stream.Stream;

/// RocksDB set on purpose; the reasons stand in decision 0041.
final class TableOptions implements AutoCloseable {
    private static final int CACHE = 32 << 20;
    private static final int BLOCK = 16 << 10;
    private static final int LEVELS = 7;

    /// What is only in memory is written to disk as it is; what is gathered from there is packed.
    private static final List<CompressionType> COMPRESSION =
            Stream.concat(
                            Stream.of(CompressionType.NO_COMPRESSION),
                            Stream.generate(() -> CompressionType.LZ4_COMPRESSION)
                                    .limit(LEVELS - 1))
                    .toList();

    private final LRUCache cache = new LRUCache(CACHE);
    private final BloomFilter bloom = new BloomFilter(10);
    private final ColumnFamilyOptions byTime;
    private final ColumnFamilyOptions byHash;
    private final DBOptions database;

    TableOptions(long bufferBytes) {
        byTime = family(bufferBytes).setTableFormatConfig(blocks());
        byHash = family(bufferBytes).setTableFormatConfig(blocks().setFilterPolicy(bloom));
        database =
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setAtomicFlush(true)
                        .setAvoidFlushDuringShutdown(true)
                        .setParanoidChecks(true)
                        .setAllowConcurrentMemtableWrite(false)
                        .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency)
                        .setDbWriteBufferSize(2 * bufferBytes)
                        .setMaxBackgroundJobs(2)
                        .setMaxOpenFiles(512)
                        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                        .setMaxLogFileSize(1 << 20)
                        .setKeepLogFileNum(2)
                        .setStatsDumpPeriodSec(0);
    }

    private BlockBasedTableConfig blocks() {
        return new BlockBasedTableConfig()
                .setBlockSize(BLOCK)
                .setBlockCache(cache)
                .setFormatVersion(5);
    }

    private static ColumnFamilyOptions family(long bufferBytes) {
        return new ColumnFamilyOptions()
                .setWriteBufferSize(bufferBytes)
                .setMaxWriteBufferNumber(3)
                .setTargetFileSizeBase(bufferBytes)
                .setMaxBytesForLevelBase(8 * bufferBytes)
                .setCompressionPerLevel(COMPRESSION);
    }

    ColumnFamilyOptions of(Table table) {
        return switch (table) {
            case CALLS, BODIES -> byTime;
            case KEYS, MARKS -> byHash;
        };
    }

    DBOptions database() {
        return database;
    }

    @Override
    public void close() {
        List<AutoCloseable> all =
                Stream.<AutoCloseable>of(database, byTime, byHash, bloom, cache).toList();
        for (AutoCloseable one : all) {
            close(one);
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException("an option does not close", e);
        }
    }
}
