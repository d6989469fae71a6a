package dev.hera.broker.journal.store;

import java.nio.file.Path;

/// How the store lies on disk.
///
/// @param folder its own folder, mode 0700
/// @param segmentBytes size of a file of the log; no batch may be larger
/// @param bufferBytes how much the tables gather in memory before they write a file
/// @param loss what a start does when something kept is gone
public record StoreSettings(Path folder, int segmentBytes, long bufferBytes, Loss loss) {
    /// What a start does when something kept is gone.
    public enum Loss {
        /// Name it and do not start.
        REFUSE,
        /// Mark it as lost and go on.
        ACCEPT
    }

    /// The usual sizes.
    public static StoreSettings usual(Path folder) {
        return new StoreSettings(folder, 16 << 20, 32 << 20, Loss.REFUSE);
    }
}
