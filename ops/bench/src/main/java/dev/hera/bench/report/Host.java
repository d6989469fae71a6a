package dev.hera.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What was measured on, in words.
public final class Host {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Host() {}

    /// One line: cores, JDK, the versions of what stands in front.
    public static String line() {
        return "%d cores (%s), %s %s, JDK %s, %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        first("no HAProxy", List.of("/usr/sbin/haproxy", "-v")),
                        first("no nginx", List.of("/usr/sbin/nginx", "-v")));
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }

    /// What a program says of itself, up to the first bracket or date.
    private static String first(String without, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return said.lines().findFirst().orElse(without).replaceAll(" \\d{4}/.*| - .*", "");
        } catch (IOException _) {
            return without;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return without;
        }
    }
}
