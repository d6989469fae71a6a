package dev.hera.worker.vitals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// What Linux tells of this process and its host in `/proc`.
///
/// @param root `/` outside of tests
record ProcFiles(Path root) {
    /// Time of all cores of the host since it started, in ticks.
    ///
    /// @param busy ticks that somebody used
    record HostTime(long busy, long total) {}

    /// Bytes of this process in memory; empty when there is no `/proc`.
    OptionalLong rss() {
        for (String line : lines("proc/self/status")) {
            if (line.startsWith("VmRSS:")) {
                String[] words = line.split("\\s+", -1);
                return words.length > 1 ? kibibytes(words[1]) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong kibibytes(String text) {
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(text), 1024L));
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// The host's time; empty when there is no `/proc`.
    Optional<HostTime> hostTime() {
        String[] words = lines("proc/stat")[0].split("\\s+", -1);
        if (words.length < 5 || !words[0].equals("cpu")) {
            return Optional.empty();
        }
        try {
            return Optional.of(hostTime(words));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The columns are user, nice, system, idle, iowait, irq, softirq, steal; what follows (guest
    /// time) is in user already.
    private static HostTime hostTime(String[] words) {
        long total = 0;
        long idle = 0;
        for (int column = 1; column <= 8 && column < words.length; column++) {
            long ticks = Long.parseLong(words[column]);
            total += ticks;
            idle += column == 4 || column == 5 ? ticks : 0;
        }
        return new HostTime(total - idle, total);
    }

    private String[] lines(String file) {
        try {
            return Files.readString(root.resolve(file)).split("\n", -1);
        } catch (IOException e) {
            return new String[] {""};
        }
    }
}
