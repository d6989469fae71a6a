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
import java.util.Map;

/// A broker is killed under load, and another one is added, and nobody touches HAProxy.
class BrokerLossIT {
    private static final int RATE = Crowd.thin(200);

    @Test
    void aKilledBrokerCostsAtMostTheCallsOnItAndANewOneGetsTraffic(@TempDir Path data)
            throws IOException {
        try (Platform platform = Platform.up(data, "--no-restart");
                Traffic traffic = Traffic.at(RATE, platform)) {
            await(Duration.ofSeconds(20), "traffic", () -> traffic.ended() > 5L * RATE);
            assertEquals(List.of(), traffic.failures());
            long before = traffic.sent();
            long inFlight = traffic.inFlight();
            platform.signal("broker-1", "KILL");
            long killedAt = traffic.sent();
            long atRisk = inFlight + killedAt - before + 2;
            await(Duration.ofSeconds(20), "traffic", () -> traffic.ended() > killedAt + 5L * RATE);
            List<Traffic.Result> failures = traffic.failures();
            assertTrue(
                    failures.size() <= atRisk,
                    failures.size() + " failed, " + atRisk + " were on the way: " + failures);
            aNewBrokerGetsTrafficWithinFiveSeconds(platform, traffic);
        }
    }

    private static void aNewBrokerGetsTrafficWithinFiveSeconds(Platform platform, Traffic traffic)
            throws IOException {
        int failed = traffic.failures().size();
        Process broker = broker(platform, "broker-3", 3);
        try {
            await(
                    Duration.ofSeconds(30),
                    "broker-3 among " + traffic.byBroker(0),
                    () -> traffic.byBroker(0).containsKey("broker-3"));
            long now = traffic.sent();
            await(Duration.ofSeconds(10), "traffic", () -> traffic.ended() > now + 2L * RATE);
            Map<String, Long> shares = traffic.byBroker(now);
            assertTrue(shares.getOrDefault("broker-3", 0L) > RATE / 2, shares.toString());
            assertEquals(failed, traffic.failures().size(), "a new broker cost calls");
        } finally {
            broker.destroy();
        }
    }

    private static Process broker(Platform platform, String id, int number) throws IOException {
        int offset = platform.offset();
        return new ProcessBuilder(
                        Platform.root().resolve("ops/hera").toString(),
                        "broker",
                        "--id=" + id,
                        "--http.port=" + (9100 + number + offset),
                        "--link.port=" + (9200 + number + offset),
                        "--zookeeper=127.0.0.1:" + (2181 + offset),
                        "--data=" + platform.data())
                .redirectErrorStream(true)
                .redirectOutput(platform.data().resolve(id + ".out").toFile())
                .start();
    }
}
