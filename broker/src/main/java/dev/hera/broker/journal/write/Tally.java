package dev.hera.broker.journal.write;

/// What the writer has done so far; a picture, taken at any time by any thread.
///
/// @param waitingBytes handed over and not yet on disk
/// @param batches syncs
/// @param entries in all batches
/// @param bytes in all batches
/// @param syncNanos spent writing and syncing
/// @param lastSyncNanos the newest one
public record Tally(
        long waitingBytes,
        long batches,
        long entries,
        long bytes,
        long syncNanos,
        long lastSyncNanos) {
    Tally plus(int more, int size, long took) {
        return new Tally(0, batches + 1, entries + more, bytes + size, syncNanos + took, took);
    }

    Tally waiting(long now) {
        return new Tally(now, batches, entries, bytes, syncNanos, lastSyncNanos);
    }
}
