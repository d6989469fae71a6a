package dev.hera.broker.journal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of its own, ext4 in a file, so that it can be full and can be copied like a disk
/// whose power was cut.
final class LoopDisk implements AutoCloseable {
    private final Path mounted;

    private LoopDisk(Path mounted) {
        this.mounted = mounted;
    }

    /// Where it is seen.
    Path path() {
        return mounted;
    }

    /// An image with an empty file system.
    static void format(Path image, int megabytes) throws IOException {
        run("truncate", "-s", megabytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    }

    /// Mounts an image; what nobody syncs stays in memory for long.
    static LoopDisk mount(Path image, Path at) throws IOException {
        Files.createDirectories(at);
        run("mount", "-o", "loop,commit=300", image.toString(), at.toString());
        return new LoopDisk(at);
    }

    /// Copies an image as it lies there, empty places left out.
    static void copy(Path image, Path to) throws IOException {
        run("cp", "--sparse=always", image.toString(), to.toString());
    }

    /// Whether this process may mount at all.
    static boolean works(Path folder) {
        try {
            Path image = folder.resolve("try.img");
            format(image, 8);
            mount(image, folder.resolve("try")).close();
            Files.delete(image);
            return true;
        } catch (IOException e) {
            System.err.println("no file system can be mounted here: " + e.getMessage());
            return false;
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + String.join(" ", command), e);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", mounted.toString());
    }
}
