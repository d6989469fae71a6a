package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The folder: ours alone, closed to others, of a format we know.
///
/// The tables' library makes files that the group may read; the folder's mode keeps them closed
/// until `closeFiles` sets them right.
final class Premises implements AutoCloseable {
    private static final String FORMAT = "hera-journal 1\n";
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final FileChannel file;
    private final FileLock lock;

    private Premises(Path folder, FileChannel file, FileLock lock) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    static Premises enter(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            if (!Files.getPosixFilePermissions(folder).equals(FOLDER)) {
                throw new JournalFault(
                        Kind.FOREIGN,
                        "the journal's folder %s is open to others; run: chmod 700 %s"
                                .formatted(folder, folder));
            }
            Premises premises = locked(folder);
            premises.checkFormat();
            return premises;
        } catch (IOException e) {
            throw new JournalFault(
                    Kind.FAILED, "the journal's folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static Premises locked(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(
                        folder.resolve("owner"),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(FILE));
        FileLock lock = tryLock(file);
        if (lock == null) {
            String owner = Files.readString(folder.resolve("owner")).strip();
            file.close();
            throw new JournalFault(
                    Kind.TAKEN,
                    "the journal in %s belongs to the running process %s; stop it, or set another"
                                    .formatted(folder, owner)
                            + " data folder");
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        file.truncate(0).write(ByteBuffer.wrap(pid), 0);
        return new Premises(folder, file, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private void checkFormat() throws IOException {
        Path path = folder.resolve("format");
        String found;
        try {
            found = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            found = "";
        }
        if (found.isEmpty() && !Files.exists(folder.resolve("tables"))) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
            Files.writeString(path, FORMAT, StandardOpenOption.SYNC);
        } else if (!found.equals(FORMAT)) {
            lock.release();
            file.close();
            throw new JournalFault(
                    Kind.FOREIGN,
                    "%s says \"%s\", this version reads \"%s\"; use the version that wrote it"
                            .formatted(path, found.strip(), FORMAT.strip()));
        }
    }

    /// Takes every file's permissions from all but the owner.
    void closeFiles() {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path path, BasicFileAttributes seen)
                                throws IOException {
                            if (!Files.getPosixFilePermissions(path).equals(FILE)) {
                                Files.setPosixFilePermissions(path, FILE);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path path, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (NoSuchFileException _) {
            // the tables' library removed it in between
        } catch (IOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's files cannot be closed: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            file.close();
        } catch (IOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's lock cannot be left: " + e, e);
        }
    }
}
