package dev.hera.worker.vitals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The limits of the control group this process is in, version 1 or 2; the tightest of the group
/// and those above it counts. Read anew each time, since limits change while a process runs.
///
/// @param root `/` outside of tests
record ControlGroup(Path root) {
    /// From here on a limit is none: version 1 writes a huge number for "unlimited".
    private static final long UNLIMITED = 1L << 60;

    private static final Pattern SOME = Pattern.compile("some avg10=(\\d{1,3}\\.\\d{1,4}) ");

    /// How many cores' worth of time this process may use; empty when nothing limits it.
    OptionalDouble cores() {
        return Stream.concat(
                        folders("cpu").map(ControlGroup::coresOfVersion1),
                        folders("").map(ControlGroup::coresOfVersion2))
                .flatMapToDouble(OptionalDouble::stream)
                .filter(cores -> cores > 0)
                .min();
    }

    /// How many bytes this process may hold; empty when nothing limits it.
    OptionalLong memory() {
        return Stream.concat(
                        folders("memory").map(f -> number(f.resolve("memory.limit_in_bytes"))),
                        folders("").map(f -> number(f.resolve("memory.max"))))
                .flatMapToLong(OptionalLong::stream)
                .filter(bytes -> bytes > 0 && bytes < UNLIMITED)
                .min();
    }

    /// Which part of the last ten seconds something of this group stood still for want of memory,
    /// 0..1; 0 where the kernel does not say (version 1, or pressure left out).
    double stalled() {
        return folders("")
                .map(folder -> SOME.matcher(text(folder.resolve("memory.pressure"))))
                .filter(Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)) / 100)
                .reduce(0, (outer, inner) -> inner);
    }

    private static OptionalDouble coresOfVersion1(Path folder) {
        return share(
                number(folder.resolve("cpu.cfs_quota_us")),
                number(folder.resolve("cpu.cfs_period_us")));
    }

    private static OptionalDouble coresOfVersion2(Path folder) {
        String[] words = text(folder.resolve("cpu.max")).split(" ", -1);
        return words.length == 2
                ? share(number(words[0]), number(words[1]))
                : OptionalDouble.empty();
    }

    private static OptionalDouble share(OptionalLong quota, OptionalLong period) {
        boolean limited = quota.orElse(-1) > 0 && period.orElse(-1) > 0;
        return limited
                ? OptionalDouble.of((double) quota.orElse(0) / period.orElse(1))
                : OptionalDouble.empty();
    }

    /// The folder of the group and those above it.
    ///
    /// @param controller `cpu` or `memory` for version 1; empty for version 2
    private Stream<Path> folders(String controller) {
        Path top = root.resolve("sys/fs/cgroup");
        List<Path> folders = new ArrayList<>();
        for (String line : text(root.resolve("proc/self/cgroup")).split("\n", -1)) {
            String[] parts = line.split(":", 3);
            if (parts.length != 3 || !isOf(parts[1], controller)) {
                continue;
            }
            Path base = controller.isEmpty() ? unified(top) : mount(top, parts[1], controller);
            folders.addAll(downTo(base, parts[2]));
        }
        return folders.stream();
    }

    private static boolean isOf(String controllers, String controller) {
        return controller.isEmpty()
                ? controllers.isEmpty()
                : Arrays.asList(controllers.split(",", -1)).contains(controller);
    }

    /// Version 2 beside version 1 has a folder of its own.
    private static Path unified(Path top) {
        Path beside = top.resolve("unified");
        return Files.isDirectory(beside) ? beside : top;
    }

    private static Path mount(Path top, String controllers, String controller) {
        Path together = top.resolve(controllers);
        return Files.isDirectory(together) ? together : top.resolve(controller);
    }

    /// In a container the group's path may be one of the host, and its own folder be the base.
    private static List<Path> downTo(Path base, String group) {
        List<Path> folders = new ArrayList<>();
        folders.add(base);
        Path folder = base;
        for (String step : group.split("/", -1)) {
            if (!step.isEmpty() && !step.equals("..")) {
                folder = folder.resolve(step);
                folders.add(folder);
            }
        }
        return folders;
    }

    private static OptionalLong number(Path file) {
        return number(text(file));
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
