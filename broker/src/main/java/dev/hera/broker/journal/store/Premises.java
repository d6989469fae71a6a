package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Disk;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The folder: ours alone, closed to others, of a format we know.
///
/// The tables' library makes files that the group may read; the folder's mode keeps them closed
/// until `closeFiles` sets them right.
final class Premises implements AutoCloseable {
    static final String FORMAT = "hera-journal 2\n";
    private static final String FORMAT_FILE = "format";
    private static final String UNFINISHED = "format.new";
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Owner owner;

    private Premises(Path folder, Owner owner) {
        this.folder = folder;
        this.owner = owner;
    }

    static Premises enter(Path folder, Disk disk) {
        try {
            boolean made = !Files.exists(folder);
            if (made) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            checkClosed(folder);
            Premises premises = new Premises(folder, Owner.of(folder));
            try {
                premises.checkFormat(disk);
                if (made) {
                    disk.syncNames(folder.toAbsolutePath().resolveSibling("."));
                }
            } catch (IOException | JournalFault e) {
                premises.close();
                throw e;
            }
            return premises;
        } catch (IOException e) {
            throw new JournalFault(
                    Kind.FAILED, "the journal's folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static void checkClosed(Path folder) throws IOException {
        if (!Files.getPosixFilePermissions(folder).equals(FOLDER)) {
            throw new JournalFault(
                    Kind.FOREIGN,
                    "the journal's folder %s is open to others; run: chmod 700 %s"
                            .formatted(folder, folder));
        }
    }

    private void checkFormat(Disk disk) throws IOException {
        Path path = folder.resolve(FORMAT_FILE);
        if (!Files.exists(path)) {
            checkEmpty(disk.list(folder));
            writeFormat(disk, path);
            return;
        }
        String found = Files.readString(path, StandardCharsets.ISO_8859_1);
        if (!found.equals(FORMAT)) {
            throw new JournalFault(
                    Kind.FOREIGN,
                    "%s says \"%s\", this version reads \"%s\"; use the version that wrote it"
                            .formatted(path, found.strip(), FORMAT.strip()));
        }
    }

    private void checkEmpty(List<Path> there) {
        for (Path one : there) {
            String name = one.getFileName().toString();
            if (!Owner.FILES.contains(name) && !name.equals(UNFINISHED)) {
                throw new JournalFault(
                        Kind.FOREIGN,
                        "%s holds %s and no file called format: it is no journal, or a damaged one"
                                .formatted(folder, name));
            }
        }
    }

    /// The name appears with its whole content or not at all.
    private void writeFormat(Disk disk, Path path) throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(FILE));
        Files.writeString(unfinished, FORMAT, StandardOpenOption.SYNC);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        disk.syncNames(folder);
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
                            closeFile(path);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path path, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's files cannot be closed: " + e, e);
        }
    }

    private static void closeFile(Path path) throws IOException {
        try {
            if (!Files.getPosixFilePermissions(path).equals(FILE)) {
                Files.setPosixFilePermissions(path, FILE);
            }
        } catch (NoSuchFileException _) {
            // the tables' library removed it in between
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
