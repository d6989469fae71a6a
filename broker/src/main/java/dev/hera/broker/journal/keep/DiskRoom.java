package dev.hera.broker.journal.keep;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a disk has room enough for new calls: what is under way must fit in any case.
///
/// @param bytes with less than this, and less than so many percent, there is too little
/// @param percent of the whole disk
public record DiskRoom(Path folder, long bytes, int percent) {
    /// How many bytes are left; 0 when the disk does not say.
    public long left() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException _) {
            return 0;
        }
    }

    /// Whether there is too little; false when the disk does not say.
    public boolean isLow() {
        try {
            FileStore disk = Files.getFileStore(folder);
            long least = Math.min(bytes, disk.getTotalSpace() / 100 * percent);
            return disk.getUsableSpace() < least;
        } catch (IOException _) {
            return false;
        }
    }
}
