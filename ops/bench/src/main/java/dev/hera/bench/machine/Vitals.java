package dev.hera.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What one process holds at a moment, as the system tells it; nothing where there is no `/proc`.
///
/// @param resident bytes of memory
/// @param descriptors open files and sockets
public record Vitals(long resident, long descriptors) {
    private static final long PAGE = 4096;

    /// Both together.
    public Vitals plus(Vitals other) {
        return new Vitals(resident + other.resident, descriptors + other.descriptors);
    }

    /// Looks at one process.
    public static Vitals of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            String pages = Files.readString(process.resolve("statm")).split(" ", 3)[1];
            return new Vitals(Long.parseLong(pages) * PAGE, open.count());
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return new Vitals(0, 0);
        }
    }
}
