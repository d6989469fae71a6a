package dev.hera.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Processor time from a moment on: of this process, of others, and of the machine's host.
///
/// The system counts other processes in steps of 10 ms, so a run should be seconds long. Where
/// there is no `/proc`, nothing counts as stolen.
public final class Meter {
    private static final Path CLOCKS = Path.of("/proc/stat");
    private static final int STOLEN = 8;

    private final long began = System.nanoTime();
    private final Map<Long, Duration> before;
    private final Duration own;
    private final long[] clocks = clocks();

    private Meter(Map<Long, Duration> before) {
        this.before = before;
        this.own = cpu(ProcessHandle.current().pid());
    }

    /// Begins.
    ///
    /// @throws Gone when one of the processes is not there
    public static Meter start(List<Long> pids) {
        return new Meter(all(pids));
    }

    /// What was spent since then; the meter goes on.
    ///
    /// @throws Gone when one of the processes has ended meanwhile
    public Spent spent() {
        Map<Long, Duration> since = new LinkedHashMap<>();
        all(List.copyOf(before.keySet()))
                .forEach((pid, now) -> since.put(pid, now.minus(before.getOrDefault(pid, now))));
        long[] now = clocks();
        long all = Arrays.stream(now).sum() - Arrays.stream(clocks).sum();
        return new Spent(
                Duration.ofNanos(System.nanoTime() - began),
                cpu(ProcessHandle.current().pid()).minus(own),
                since,
                all <= 0 ? 0 : (now[STOLEN - 1] - clocks[STOLEN - 1]) / (double) all);
    }

    private static Map<Long, Duration> all(List<Long> pids) {
        Map<Long, Duration> all = new LinkedHashMap<>();
        pids.forEach(pid -> all.put(pid, cpu(pid)));
        return all;
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new Gone("there is no process " + pid));
    }

    /// User, nice, system, idle, waiting, interrupts, soft interrupts, stolen.
    private static long[] clocks() {
        try {
            String[] words = Files.readAllLines(CLOCKS).getFirst().split("\\s+");
            return Arrays.stream(words).skip(1).limit(STOLEN).mapToLong(Long::parseLong).toArray();
        } catch (IOException | NumberFormatException _) {
            return new long[STOLEN];
        }
    }

    /// A process that was to be watched is not there.
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Gone(String message) {
            super(message);
        }
    }
}
