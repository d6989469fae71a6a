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

/// ZooKeeper stands still for longer than a session lives, under load: calls go on as if nothing
/// had happened, and afterwards both brokers have their node again.
class ZooKeeperLossIT {
    private static final int RATE = Crowd.thin(200);
    private static final int SECONDS = 15;

    @Test
    void callsGoOnWithoutZooKeeper(@TempDir Path data) throws IOException {
        try (Platform platform = Platform.up(data, "--no-restart");
                Traffic traffic = Traffic.at(RATE, platform)) {
            await(Duration.ofSeconds(20), "traffic", () -> traffic.ended() > 5L * RATE);
            platform.signal("zookeeper", "STOP");
            long stopped = traffic.sent();
            long enough = stopped + (long) SECONDS * RATE;
            await(Duration.ofSeconds(60), "traffic", () -> traffic.ended() > enough);
            platform.signal("zookeeper", "CONT");
            assertEquals(List.of(), traffic.failures(), "while ZooKeeper stood still");
            long healed = traffic.sent();
            await(Duration.ofSeconds(60), "traffic", () -> traffic.ended() > healed + 10L * RATE);
            assertEquals(List.of(), traffic.failures(), "after sessions had expired");
            assertEquals(2, traffic.byBroker(healed).size(), traffic.byBroker(healed).toString());
            assertTrue(traffic.ended() > 20L * RATE, "void: " + traffic.ended() + " calls");
        }
    }
}
