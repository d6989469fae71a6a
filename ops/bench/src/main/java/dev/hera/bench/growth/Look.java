package dev.hera.bench.growth;

import dev.hera.bench.machine.Vitals;
import dev.hera.bench.stand.Standing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One look at every part of a platform that runs.
///
/// @param second since the beginning
/// @param parts by name: `broker-1`, `haproxy`
/// @param heaps bytes in use in the heap of each broker, with what is garbage by now
record Look(double second, Map<String, Vitals> parts, Map<String, Long> heaps) {
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    Look {
        parts = new LinkedHashMap<>(parts);
        heaps = new LinkedHashMap<>(heaps);
    }

    static Look at(Standing platform, double second, int brokers) {
        Map<String, Vitals> parts = new LinkedHashMap<>();
        files(platform)
                .forEach(file -> parts.put(String.valueOf(file.getFileName()), whole(pid(file))));
        Map<String, Long> heaps = new LinkedHashMap<>();
        for (int number = 1; number <= brokers; number++) {
            heaps.put("broker-" + number, heap(9200 + number + platform.offset()));
        }
        return new Look(second, parts, heaps);
    }

    /// HAProxy is a process that keeps another one.
    private static Vitals whole(long pid) {
        return Stream.concat(
                        Stream.of(Vitals.of(pid)),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(child -> Vitals.of(child.pid())))
                .reduce(new Vitals(0, 0), Vitals::plus);
    }

    private static List<Path> files(Standing platform) {
        try (Stream<Path> files = Files.list(platform.folder().resolve("pids"))) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A broker's own figures; 0 when it does not answer.
    private static long heap(int port) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/metrics");
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(HEAP))
                    .mapToLong(
                            line ->
                                    (long)
                                            Double.parseDouble(
                                                    line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }
}
