package dev.hera.trials;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Each broker and each worker is stopped with TERM in turn, under load: no call fails.
class RollingRestartIT {
    private static final int RATE = Crowd.thin(200);

    @Test
    void noCallFails(@TempDir Path data) throws IOException {
        try (Platform platform = Platform.up(data);
                Traffic traffic = Traffic.at(RATE, platform)) {
            await(Duration.ofSeconds(20), "traffic", () -> traffic.ended() > 5L * RATE);
            for (String part : List.of("broker-1", "broker-2", "worker-1", "worker-2")) {
                restart(platform, part);
                long now = traffic.sent();
                await(Duration.ofSeconds(20), "traffic", () -> traffic.ended() > now + 5L * RATE);
                assertEquals(List.of(), traffic.failures(), "after " + part);
            }
            traffic.finish();
            assertEquals(List.of(), traffic.failures());
            assertTrue(traffic.ended() > 25L * RATE, "void: only " + traffic.ended() + " calls");
        }
    }

    private static void restart(Platform platform, String part) {
        long old = platform.pid(part);
        platform.signal(part, "TERM");
        await(
                Duration.ofSeconds(60),
                "another " + part,
                () -> platform.parts().contains(part) && platform.pid(part) != old);
        await(Duration.ofSeconds(60), part + " ready again", () -> isWhole(platform));
    }

    /// Both brokers are ready and see both workers.
    private static boolean isWhole(Platform platform) {
        return List.of(9201, 9202).stream()
                .allMatch(
                        port ->
                                platform.internal(port, "/_hera/health/ready").contains("true")
                                        && platform.internal(port, "/_hera/metrics")
                                                .contains("hera_links 2.0"));
    }
}
