package dev.hera.broker.journal.write;

/// What the writer has done so far; a picture, taken at any time by any thread.
///
/// @param waitingBytes handed over and not yet on disk
/// @param batches syncs
/// @param entries in all batches
/// @param bytes in all batches
/// @param syncNanos spent writing and syncing
/// @param lastSyncNanos the newest one
/// @param lastDelayNanos how long the oldest entry of the newest batch waited for the disk, about
public record Tally(
        long waitingBytes,
        long batches,
        long entries,
        long bytes,
        long syncNanos,
        long lastSyncNanos,
        long lastDelayNanos) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally plus(int more, int size, long took, long waited) {
        return new Tally(
                0, batches + 1, entries + more, bytes + size, syncNanos + took, took, waited);
    }

    Tally waiting(long now) {
        return new Tally(now, batches, entries, bytes, syncNanos, lastSyncNanos, lastDelayNanos);
    }
}
