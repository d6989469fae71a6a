package dev.hera.conformance.worker;

import dev.hera.conformance.play.Mismatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The worker program under test, one process.
final class Subject implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Process process;
    private final Path output;

    /// @param command how it is started
    /// @param settings environment variables it is told with
    /// @param folder an empty folder of its own
    Subject(List<String> command, Map<String, String> settings, Path folder) {
        this.output = folder.resolve("output");
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("HERA_"));
            builder.environment().putAll(settings);
            builder.environment().put("HERA_HOME", folder.toString());
            this.process =
                    builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
        }
    }

    /// Sends TERM.
    void terminate() {
        process.destroy();
    }

    /// The exit code, waited for.
    int exit(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new Mismatch("the process still runs after " + within.toMillis() + " ms");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What it printed last.
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "its output cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
