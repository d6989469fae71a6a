package dev.hera.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a newcomer sees: one command, one pasted line, and a stop that leaves nothing behind.
class UpIT {
    private static final Duration SECOND_START = Duration.ofSeconds(10);

    @Test
    void oneCommandBringsUpEverythingAndTheOtherIsAnswered(@TempDir Path data) throws IOException {
        List<Long> pids;
        int offset;
        try (Platform platform = Platform.up(data)) {
            offset = platform.offset();
            assertEquals(
                    List.of("broker-1", "broker-2", "haproxy", "worker-1", "worker-2", "zookeeper"),
                    platform.parts());
            pids = platform.parts().stream().map(platform::pid).toList();
            String printed = pasted(platform);
            assertTrue(printed.startsWith("HTTP/1.1 200"), printed);
            for (String header :
                    List.of(
                            "x-request-uuid:",
                            "hera-outcome: answered",
                            "hera-broker: broker-",
                            "hera-worker:",
                            "server-timing: total;dur=")) {
                assertTrue(printed.toLowerCase(java.util.Locale.ROOT).contains(header), printed);
            }
            documentedLinesAreAnswered(platform);
            assertEquals(0, platform.stop(), platform.output());
        }
        for (long pid : pids) {
            assertEquals(Optional.empty(), ProcessHandle.of(pid).filter(ProcessHandle::isAlive));
        }
        startsAgainFastAndWithTheSameTokens(data, offset);
    }

    private static void startsAgainFastAndWithTheSameTokens(Path data, int offset)
            throws IOException {
        String token;
        Instant began = Instant.now();
        try (Platform platform = Platform.up(data, offset)) {
            Duration took = Duration.between(began, Instant.now());
            Duration most = Crowd.stretch(SECOND_START);
            System.out.printf("second start took %s, at most %s%n", took, most);
            startedFromCaches(platform);
            assertTrue(took.compareTo(most) < 0, "second start took " + took);
            token = platform.callerToken();
            try (Traffic traffic = new Traffic(platform)) {
                assertTrue(traffic.call("/0/echo", 1).good());
            }
        }
        assertFalse(token.isEmpty());
    }

    /// A virtual machine that passes a cache over has it nowhere in its memory.
    private static void startedFromCaches(Platform platform) {
        for (String part : List.of("zookeeper", "broker-1", "broker-2", "worker-1", "worker-2")) {
            String owner = part.startsWith("worker") ? "examples" : "broker";
            Path cache = Platform.root().resolve(owner).resolve("target/classes.aot");
            String memory =
                    Platform.read(Path.of("/proc", Long.toString(platform.pid(part)), "maps"));
            assertTrue(memory.contains(cache.toString()), part + " does not use " + cache);
        }
    }

    /// Runs the curl line as printed, with the headers shown.
    private static String pasted(Platform platform) {
        String line =
                platform.output()
                        .lines()
                        .map(String::strip)
                        .filter(l -> l.startsWith("curl "))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(platform.output()));
        return Platform.run("bash", "-c", line.replaceFirst("curl ", "curl -sS -i -m 10 "));
    }

    /// Runs every curl line of the examples' page, on this platform's ports.
    private static void documentedLinesAreAnswered(Platform platform) {
        String page = Platform.read(Platform.root().resolve("examples/README.md"));
        String here =
                page.replace("http://127.0.0.1:8080", platform.url())
                        .replace(".hera/", platform.data() + "/")
                        .replace("\\\n", " ");
        List<String> lines = here.lines().filter(l -> l.startsWith("curl ")).toList();
        assertTrue(lines.size() >= 3, lines.size() + " curl lines in " + page);
        assertTrue(here.contains("\nops/hera calls export "), "no export in " + page);
        for (String line : lines) {
            String wanted = line.replaceFirst("curl ", "curl -sS -i -m 10 ");
            String printed = Platform.run("bash", "-c", wanted);
            assertTrue(printed.startsWith("HTTP/1.1 200"), wanted + "\n" + printed);
        }
        here.lines()
                .filter(line -> line.startsWith("ops/hera calls export "))
                .forEach(line -> exports(platform, line));
    }

    /// Runs the line in the folder of this platform, which gets the file.
    private static void exports(Platform platform, String line) {
        String command =
                "cd '%s' && HERA_HOME=. HERA_BROKER=http://127.0.0.1:%d '%s'/%s"
                        .formatted(
                                platform.data(), 9201 + platform.offset(), Platform.root(), line);
        String printed = Platform.run("bash", "-c", command);
        assertTrue(printed.startsWith("EXPORT"), command + "\n" + printed);
        Path file = platform.data().resolve(line.substring(line.lastIndexOf(' ') + 1));
        String export = Platform.read(file);
        assertTrue(export.contains("{\"call\":") && export.contains("{\"remote\":"), export);
    }
}
