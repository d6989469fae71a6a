package dev.hera.trials;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A worker in Java and one in Node.js serve the same endpoint; a broker is restarted under load,
/// and no call fails.
class SideBySideIT {
    private static final int RATE = 100;

    @Test
    void twoLanguagesServeOneEndpointThroughABrokersRestart(@TempDir Path data) throws Exception {
        try (Platform platform = Platform.up(data, "--workers", "1")) {
            Process node = nodeWorker(platform);
            try (Traffic traffic = Traffic.at(RATE, platform)) {
                await(Duration.ofSeconds(60), "both workers", () -> isShared(traffic));
                restart(platform, "broker-1");
                long now = traffic.sent();
                await(Duration.ofSeconds(60), "traffic", () -> traffic.ended() > now + 5 * RATE);
                traffic.finish();
                assertEquals(List.of(), traffic.failures());
                assertTrue(isShared(traffic), "only " + traffic.workers() + " answered");
            } finally {
                node.destroy();
            }
            assertTrue(node.waitFor(60, TimeUnit.SECONDS), "node goes on");
            assertEquals(0, node.exitValue());
        }
    }

    private static boolean isShared(Traffic traffic) {
        Set<String> workers = traffic.workers();
        return workers.size() == 2 && workers.contains("metrics-node-1");
    }

    private static void restart(Platform platform, String part) {
        long old = platform.pid(part);
        platform.signal(part, "TERM");
        await(
                Duration.ofSeconds(90),
                "another " + part,
                () -> platform.parts().contains(part) && platform.pid(part) != old);
        await(Duration.ofSeconds(90), part + " with both workers", () -> isWhole(platform));
    }

    private static boolean isWhole(Platform platform) {
        return platform.internal(9201, "/_hera/health/ready").contains("true")
                && platform.internal(9201, "/_hera/metrics").contains("hera_links 2.0");
    }

    private static Process nodeWorker(Platform platform) throws IOException, InterruptedException {
        Path home = Platform.root().resolve("examples/node-worker");
        if (!Files.isDirectory(home.resolve("node_modules/ws"))) {
            Process npm = new ProcessBuilder("npm", "ci").directory(home.toFile()).start();
            assertEquals(0, npm.waitFor(), "npm ci in " + home);
        }
        ProcessBuilder builder = new ProcessBuilder("node", home.resolve("echo.js").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("HERA_"));
        builder.environment().putAll(platform.workerSettings("node-1"));
        return builder.redirectErrorStream(true)
                .redirectOutput(platform.data().resolve("node-1.out").toFile())
                .start();
    }
}
