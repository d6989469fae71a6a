package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/// The one process that has the folder: a lock that ends with it, and a file that names it.
///
/// Two files, because a process gives up its lock on a file when it closes any channel to it, even
/// one that was only opened to read who the owner is.
final class Owner implements AutoCloseable {
    private static final String NAME = "owner";
    private static final String LOCK = "lock";

    /// What it puts into the folder.
    static final Set<String> FILES = Set.of(NAME, LOCK);

    private final Path name;
    private final FileChannel file;
    private final FileLock lock;

    private Owner(Path name, FileChannel file, FileLock lock) {
        this.name = name;
        this.file = file;
        this.lock = lock;
    }

    /// Makes this process the owner, or says who is.
    static Owner of(Path folder) throws IOException {
        Path name = folder.resolve(NAME);
        if (said(name).equals(me(folder))) {
            throw taken(folder, "this process, " + ProcessHandle.current().pid());
        }
        FileChannel file =
                FileChannel.open(
                        folder.resolve(LOCK),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw taken(folder, "the running process " + said(name).split(" ", 2)[0]);
        }
        Files.writeString(name, me(folder));
        return new Owner(name, file, lock);
    }

    private static JournalFault taken(Path folder, String owner) {
        return new JournalFault(
                Kind.TAKEN,
                "the journal in %s belongs to %s; stop it, or set another data folder"
                        .formatted(folder, owner));
    }

    /// A number of a process is used again, most of all in a container: its start tells it apart.
    /// The folder's place tells a copy apart, which has another lock.
    private static String me(Path folder) throws IOException {
        ProcessHandle me = ProcessHandle.current();
        Instant start = me.info().startInstant().orElse(Instant.EPOCH);
        return "%d since %s in %s%n".formatted(me.pid(), start, folder.toRealPath());
    }

    private static String said(Path name) throws IOException {
        try {
            return Files.readString(name);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        if (!lock.isValid()) {
            return;
        }
        try {
            Files.deleteIfExists(name);
            lock.release();
            file.close();
        } catch (IOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's lock cannot be left: " + e, e);
        }
    }
}
