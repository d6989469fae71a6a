package dev.hera.broker.accesslog;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that is put aside when it is full: `access.jsonl` becomes `access.jsonl.1`, what was that
/// becomes `.2`, and the last one goes. Belongs to one thread.
final class RollingFile implements AutoCloseable {
    private final Path path;
    private final long maxBytes;
    private final int files;
    private @Nullable OutputStream out;
    private long bytes;

    /// @param maxBytes how large a file may grow
    /// @param files how many to keep, with the one that is written
    RollingFile(Path path, long maxBytes, int files) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    /// Writes a line; opens the file when it is not open, so that a disk that was full is tried
    /// again with the next line.
    void write(byte[] line) throws IOException {
        if (out != null && bytes > 0 && bytes + line.length > maxBytes) {
            close();
            roll();
        }
        OutputStream to = out;
        if (to == null) {
            to = open();
            out = to;
        }
        to.write(line);
        bytes += line.length;
    }

    private OutputStream open() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (Files.notExists(path)) {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        bytes = Files.size(path);
        return new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.APPEND), 1 << 16);
    }

    private void roll() throws IOException {
        for (int i = files - 1; i > 0; i--) {
            Path from = i == 1 ? path : aside(i - 1);
            if (Files.exists(from)) {
                Files.move(from, aside(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.deleteIfExists(path);
        }
    }

    private Path aside(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    /// Lets others see what was written.
    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /// Closes the file, so that the next line opens it anew.
    @Override
    public void close() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
