package dev.hera.trials.record;

import static dev.hera.trials.Platform.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file system in a file, whose power can be cut: what was not synced is gone then.
final class Disk implements AutoCloseable {
    private static final String SIZE = "512M";

    private final Path image;
    private final Path at;
    private boolean mounted;

    private Disk(Path image, Path at) {
        this.image = image;
        this.at = at;
    }

    /// A new one, empty and mounted; what nobody syncs stays in memory for minutes.
    static Disk in(Path folder) throws IOException {
        Path image = folder.resolve("disk.img");
        run("truncate", "-s", SIZE, image.toString());
        run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        Disk disk = new Disk(image, Files.createDirectories(folder.resolve("disk")));
        disk.mount();
        return disk;
    }

    /// Whether this process may mount anything.
    static boolean works(Path folder) {
        try (Disk disk = in(folder)) {
            return Files.exists(disk.folder());
        } catch (IOException | AssertionError e) {
            System.err.println("SKIPPED: no file system can be mounted here: " + e.getMessage());
            return false;
        }
    }

    private void mount() {
        run("mount", "-o", "loop,commit=300", image.toString(), at.toString());
        mounted = true;
    }

    Path folder() {
        return at;
    }

    /// The bytes as they are now, put aside.
    void photograph() {
        run("cp", "--sparse=always", image.toString(), photograph(image).toString());
    }

    private static Path photograph(Path image) {
        return image.resolveSibling("cut.img");
    }

    /// Comes back as it was when it was photographed; nobody may have a file of it open.
    void comeBack() throws IOException {
        close();
        Files.move(photograph(image), image, StandardCopyOption.REPLACE_EXISTING);
        mount();
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", at.toString());
            mounted = false;
        }
    }
}
