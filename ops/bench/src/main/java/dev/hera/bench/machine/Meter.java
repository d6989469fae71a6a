package dev.hera.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Processor time from a moment on: of this process, of others, of strangers, and of the machine's
/// host.
///
/// The system counts other processes in steps of 10 ms, so a run should be seconds long. Where
/// there is no `/proc`, there are no strangers and nothing counts as stolen.
public final class Meter {
    private static final Path CLOCKS = Path.of("/proc/stat");
    private static final int STOLEN = 7;
    private static final int WORKING = 3;

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
        Duration spentHere = cpu(ProcessHandle.current().pid()).minus(own);
        long[] now = clocks();
        long all = sum(now, 0, STOLEN + 1) - sum(clocks, 0, STOLEN + 1);
        double working = part(sum(now, 0, WORKING) - sum(clocks, 0, WORKING), all);
        return new Spent(
                Duration.ofNanos(System.nanoTime() - began),
                spentHere,
                since,
                part(now[STOLEN] - clocks[STOLEN], all),
                working);
    }

    private static double part(long some, long all) {
        return all <= 0 ? 0 : some / (double) all;
    }

    private static long sum(long[] clocks, int from, int to) {
        return Arrays.stream(clocks, from, to).sum();
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
            return Arrays.stream(words)
                    .skip(1)
                    .limit(STOLEN + 1)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException | NumberFormatException _) {
            return new long[STOLEN + 1];
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
