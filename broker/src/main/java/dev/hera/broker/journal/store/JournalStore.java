package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.JournalFault;

import org.jspecify.annotations.Nullable;

/// Keeps batches and finds what is in them.
///
/// One thread appends, revives and closes; any thread reads, and sees a batch once `append`
/// returned. None of them may be interrupted while the store works for it: the system would close
/// its file.
public interface JournalStore extends AutoCloseable {
    /// What the start found.
    Recovered recovered();

    /// Keeps the whole batch or none of it. Its first number is the one after the last batch's.
    ///
    /// A fault after `kept` ran takes nothing back. A fault before it leaves open whether the batch
    /// is there: `recovered` says so after the next start or `revive`.
    ///
    /// @param kept runs as soon as the batch outlives a power cut, maybe before it can be read
    /// @throws JournalFault when it could not; nothing more is kept then. After `FULL` reading goes
    ///     on and `revive` helps, after anything else only a new start
    void append(Batch batch, Runnable kept);

    /// The value of a key; null when there is none.
    ///
    /// @throws JournalFault when it cannot be read
    byte @Nullable [] get(Table table, byte[] key);

    /// Shows entries in the order of their keys, from the first to before the last.
    ///
    /// @throws JournalFault when they cannot be read
    void scan(Table table, byte[] from, byte[] to, Visitor visitor);

    /// Makes what was deleted in a range vanish from the medium, not only from sight. Takes long;
    /// any one thread may do it while another appends.
    void erase(Table table, byte[] from, byte[] to);

    /// Opens again after the space came back; what was kept is still there, and `recovered` says
    /// which number is next. A scan that runs is ended with `FULL`.
    ///
    /// @throws JournalFault `FULL` when there is not enough space yet
    void revive();

    /// Bytes on disk.
    long size();

    /// Reads everything and compares checksums; slow.
    ///
    /// @throws JournalFault naming what is damaged
    void verify();

    @Override
    void close();

    /// Sees entries; false ends the scan.
    @FunctionalInterface
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }
}
