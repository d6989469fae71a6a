package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Everything that the store asks of a disk; tests put a failing one in its place.
///
/// The tables' library goes its own way to the disk, so it is announced here before it goes.
public interface Disk {
    /// The disk of this machine.
    Disk LOCAL = new LocalDisk();

    /// A file of the log, open for writing.
    interface LogFile extends AutoCloseable {
        /// Writes all that remains of the buffer.
        void write(ByteBuffer bytes, long at) throws IOException;

        /// Waits until everything written outlives a power cut.
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /// Makes a file full of zeroes, on disk with its name when this returns; or leaves none.
    void create(Path path, int bytes) throws IOException;

    /// Opens a file for writing.
    LogFile open(Path path) throws IOException;

    /// The whole content of a file.
    ByteBuffer read(Path path) throws IOException;

    /// The files of a folder, in the order of their names.
    List<Path> list(Path folder) throws IOException;

    /// Removes a file.
    void delete(Path path) throws IOException;

    /// Waits until what was made and removed in a folder outlives a power cut.
    void syncNames(Path folder) throws IOException;

    /// Bytes that can still be written.
    long room(Path folder);

    /// The tables are about to do something that writes.
    void tables(Step step) throws IOException;

    /// What tables do.
    enum Step {
        OPEN,
        APPLY,
        FLUSH,
        COMPACT
    }
}
