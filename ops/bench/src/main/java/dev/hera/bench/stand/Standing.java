package dev.hera.bench.stand;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A contestant that runs.
///
/// @param url where `POST /0/echo` goes
/// @param token the caller's; empty where none is asked for
/// @param folder where its files are
/// @param offset by which its ports are shifted
/// @param children in the order of their start
public record Standing(URI url, String token, Path folder, int offset, List<Child> children)
        implements AutoCloseable {
    public Standing {
        children = List.copyOf(children);
    }

    /// All its processes.
    public List<Long> pids() {
        return children.stream().flatMap(child -> child.pids().stream()).toList();
    }

    /// The process of a platform's first broker.
    public long broker() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("pids/broker-1")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a call is answered as it must be.
    public boolean answers() {
        return Generator.answers(new Load(url, token, "{}", 0, 1, Duration.ofSeconds(1)));
    }

    /// The same with another part.
    public Standing with(Child more) {
        List<Child> all = new ArrayList<>(children);
        all.add(more);
        return new Standing(url, token, folder, offset, all);
    }

    /// Ends the processes and removes their files; what a failed start printed is in its error.
    @Override
    public void close() {
        children.reversed().forEach(Child::close);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
