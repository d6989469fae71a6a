package dev.hera.broker.cli.up;

import dev.hera.broker.cli.terminal.Failure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Who owns a folder: one supervisor at a time, and nothing of an earlier one.
///
/// The lock ends with the process that holds it, so it is never stale. Files with process numbers
/// may be: a process is taken for a part of ours only if its environment names this folder.
record Remnants(Home home) {
    /// Stands in the environment of every part. Not one of the variables `HERA_…`: those are
    /// settings, and an unknown one stops a start.
    static final String MARK = "UP_OF_HERA";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Takes the folder for as long as the channel is open.
    ///
    /// @throws Failure when another supervisor has it
    FileChannel take() {
        try {
            FileChannel channel =
                    FileChannel.open(
                            home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new Failure(
                        "another `up` runs on "
                                + home.root()
                                + "; stop it, or use another --data and --offset");
            }
            return channel;
        } catch (IOException e) {
            throw new Failure("cannot lock " + home.lock() + " (--data): " + e.getMessage());
        }
    }

    /// Waits for the parts of a killed supervisor to end, and ends what does not.
    void clear(News news) {
        List<ProcessHandle> left = left();
        if (!left.isEmpty()) {
            news.line("waiting for " + left.size() + " processes that an earlier run left behind");
        }
        left.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : left) {
            try {
                process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                process.destroyForcibly();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("waiting for a process failed", e);
            }
        }
        forget();
    }

    private List<ProcessHandle> left() {
        try (Stream<Path> files = Files.list(home.pids())) {
            return files.flatMap(file -> process(file).stream()).toList();
        } catch (IOException e) {
            throw new Failure("cannot read " + home.pids() + ": " + e.getMessage());
        }
    }

    private Optional<ProcessHandle> process(Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(_ -> isOurs(pid));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private boolean isOurs(long pid) {
        try {
            String environment =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "environ"),
                            java.nio.charset.StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0", -1))
                    .anyMatch(variable -> variable.equals(MARK + '=' + home.root()));
        } catch (IOException _) {
            return false;
        }
    }

    private void forget() {
        try (Stream<Path> files = Files.list(home.pids())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new Failure("cannot clear " + home.pids() + ": " + e.getMessage());
        }
    }
}
