package dev.hera.bench.growth;

import dev.hera.bench.journal.PastCalls;
import dev.hera.bench.machine.Meter;
import dev.hera.bench.machine.Vitals;
import dev.hera.bench.stand.Stage;
import dev.hera.bench.stand.Standing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Platforms with calls on record from before their start, all up at once, to be loaded in turn.
final class Shelved implements AutoCloseable {
    private static final List<String> ONE =
            List.of("--brokers", "1", "--workers", "1", "--no-haproxy");
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final double QUIET_CORES = 0.2;
    private static final int MOST_LOOKS = 150;

    private final Map<Point, Standing> platforms = new LinkedHashMap<>();
    private final List<Start> starts = new ArrayList<>();

    private Shelved() {}

    /// How one came up.
    ///
    /// @param ready until `up` said so and a call was answered
    /// @param quiet until all records can be searched by their columns, and nothing works any more
    /// @param resident bytes of the broker then
    record Start(Point point, Duration ready, Duration quiet, long resident) {}

    /// Fills the journals and starts a platform on each, one after the other.
    static Shelved start(Stage stage, List<Point> points) {
        Shelved all = new Shelved();
        try {
            points.forEach(point -> all.start(stage, point));
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void start(Stage stage, Point point) {
        Path folder = stage.folder();
        PastCalls.make(folder.resolve("journal/broker-1"), point.records());
        long began = System.nanoTime();
        Standing platform = stage.hera(folder, Map.of(), ONE);
        platforms.put(point, platform);
        Duration ready = Duration.ofNanos(System.nanoTime() - began);
        awaitQuiet(platform);
        Duration quiet = Duration.ofNanos(System.nanoTime() - began).minus(LOOK);
        long resident = Vitals.of(platform.broker()).resident();
        starts.add(new Start(point, ready, quiet, resident));
    }

    private static void awaitQuiet(Standing platform) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Meter meter = Meter.start(platform.pids());
            LockSupport.parkNanos(LOOK.toNanos());
            if (meter.spent().cores() < QUIET_CORES) {
                return;
            }
        }
        throw new IllegalStateException(
                "a platform still works %d s after its start"
                        .formatted(MOST_LOOKS * LOOK.toSeconds()));
    }

    /// The platform for a point.
    Standing of(Point point) {
        Standing platform = platforms.get(point);
        if (platform == null) {
            throw new IllegalArgumentException("no platform was started for " + point);
        }
        return platform;
    }

    List<Start> starts() {
        return List.copyOf(starts);
    }

    @Override
    public void close() {
        platforms.values().forEach(Standing::close);
    }
}
