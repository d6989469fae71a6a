package dev.hera.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `ops/hera conformance` as its page says it is typed, with programs that are and are not workers.
class ConformanceCommandIT {
    private static final Pattern SUM =
            Pattern.compile("(\\d+) checks, (\\d+) passed, (\\d+) failed");

    /// How the command ended.
    ///
    /// @param counts checks, passed, failed
    private record Ended(int code, List<Integer> counts, String printed) {}

    private static Ended conformance(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Platform.root().resolve("ops/hera").toString());
        command.add("conformance");
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(Platform.root().toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), printed);
        List<Integer> counts = new ArrayList<>();
        Matcher sum = SUM.matcher(printed);
        if (sum.find()) {
            for (int i = 1; i <= 3; i++) {
                counts.add(Integer.parseInt(sum.group(i)));
            }
        }
        return new Ended(process.exitValue(), counts, printed);
    }

    @Test
    void aWorkerInAnotherLanguageIsStartedAndPasses() throws Exception {
        Path home = Platform.root().resolve("examples/node-worker");
        if (!Files.isDirectory(home.resolve("node_modules/ws"))) {
            Process npm = new ProcessBuilder("npm", "ci").directory(home.toFile()).start();
            assertEquals(0, npm.waitFor(), "npm ci in " + home);
        }
        Ended ended =
                conformance(
                        "--seeds",
                        "3",
                        "--only",
                        "random conversation",
                        "--",
                        "node",
                        "examples/node-worker/conformance.js");
        assertEquals(0, ended.code(), ended.printed());
        assertEquals(List.of(3, 3, 0), ended.counts(), ended.printed());
    }

    @Test
    void aProgramThatIsNoWorkerFails() throws Exception {
        Ended ended =
                conformance("--seeds", "1", "--only", "seed 1", "--", "sh", "-c", "echo hello");
        assertEquals(1, ended.code(), ended.printed());
        assertEquals(0, ended.counts().get(1), ended.printed());
    }

    @Test
    void whoNamesNoProgramIsAskedForOne() throws Exception {
        Ended ended = conformance();
        assertEquals(2, ended.code(), ended.printed());
        assertTrue(ended.printed().contains("which worker program?"), ended.printed());
    }

    @Test
    void theBrokersOfARunningPlatformPass(@TempDir Path data) throws Exception {
        try (Platform platform = Platform.up(data, "--no-haproxy", "--workers", "1")) {
            Ended ended =
                    conformance(
                            "broker",
                            "--zookeeper",
                            "127.0.0.1:" + (2181 + platform.offset()),
                            "--service",
                            "metrics",
                            "--secret-file",
                            data.resolve("secrets/worker").toString(),
                            "--token-file",
                            data.resolve("tokens/caller").toString(),
                            "--only",
                            "remote: ");
            assertEquals(0, ended.code(), ended.printed());
            assertTrue(ended.counts().getFirst() > 20, ended.printed());
        }
    }
}
