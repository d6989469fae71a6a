package dev.hera.broker.cli.up;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Keeps the logs of the parts from growing without end; a thread of its own.
///
/// The parts write straight into their files, so that none of them ever waits for the supervisor:
/// a file that is too long is copied and cut. A line written between the two is lost.
final class LogTrimmer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTrimmer.class);
    private static final int EVERY_SECONDS = 5;
    private static final int KEPT = 2;

    private final Path folder;
    private final long mostBytes;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("hera-log-trimmer").factory());

    /// @param mostBytes of one file; three files of a part are kept
    LogTrimmer(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    void start() {
        var _ =
                clock.scheduleWithFixedDelay(
                        this::trim, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void trim() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
            for (Path log : logs) {
                if (Files.size(log) > mostBytes) {
                    cut(log);
                }
            }
        } catch (IOException e) {
            LOG.warn("logs in {} are not trimmed: {}", folder, e.toString());
        }
    }

    private static void cut(Path log) throws IOException {
        for (int age = KEPT; age > 1; age--) {
            Path younger = aged(log, age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, aged(log, age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(log, aged(log, 1), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }

    private static Path aged(Path log, int age) {
        return log.resolveSibling(log.getFileName() + "." + age);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
