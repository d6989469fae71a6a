package dev.hera.broker.journal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What tests do to a store's folder behind its back.
final class Folders {
    private Folders() {}

    /// Copies a store as it lies there, without its owner's name; what was there is gone.
    static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            for (Path old : all(to).reversed()) {
                Files.delete(old);
            }
        }
        for (Path one : all(from)) {
            Path copy = to.resolve(from.relativize(one).toString());
            if (!one.endsWith("owner") && Files.exists(one)) {
                Files.copy(one, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(one));
            }
        }
    }

    /// Copies a store that is open and to which nobody writes: again when its tables were tidied
    /// meanwhile, for the copy would then be of two moments.
    static void copyAlive(Path from, Path to) throws IOException {
        for (int i = 0; i < 50; i++) {
            try {
                long before = edits(from);
                copy(from, to);
                if (edits(from) == before) {
                    return;
                }
            } catch (NoSuchFileException | UncheckedIOException _) {
                // tidied away
            }
        }
        throw new AssertionError("its tables are never quiet");
    }

    /// Bytes of what the tables' library writes down when its files change.
    private static long edits(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : all(folder)) {
            if (file.getFileName().toString().startsWith("MANIFEST")) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.naturalOrder()).toList();
        }
    }

    static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    static long filesWith(Path folder, byte[] secret) throws IOException {
        String wanted = new String(secret, StandardCharsets.ISO_8859_1);
        long found = 0;
        for (Path file : all(folder)) {
            if (Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
                found++;
            }
        }
        return found;
    }
}
