package dev.hera.trials.accept;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Tally;
import dev.hera.trials.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/// How long a confirmation takes, of a call that is on disk before it and of a beacon.
///
/// With `-Dhera.pace.seconds=60` it is the long form: 500 calls and 1,389 beacons a second, and the
/// bounds on latencies hold; they mean something on a quiet machine only.
class AcceptancePaceIT {
    private static final int SECONDS = Integer.getInteger("hera.pace.seconds", 3);
    private static final boolean LONG = SECONDS >= 20;
    private static final String PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    @Test
    void eachIsConfirmedAndArrives(@TempDir Path data) throws Exception {
        String[] options = {"--brokers", "1", "--workers", "1", "--no-haproxy", "--no-restart"};
        try (Platform platform = Platform.up(data, options);
                Lanes lanes = new Lanes(platform)) {
            Load leads = leads(platform, LONG ? 500 : 100);
            Load beacons = beacons(platform, LONG ? 1_389 : 200);
            Duration warm = Duration.ofSeconds(LONG ? 15 : 1);
            Generator.run(leads.lasting(warm), 1);
            Tally confirmed = measured(leads, "leads");
            Generator.run(beacons.lasting(warm), 3);
            Tally shown = measured(beacons, "beacons");
            await(Duration.ofMinutes(2), "end of the backlog", () -> lanes.calls() == 0);
            assertEquals(0, lanes.standing("parked") + lanes.standing("quarantined"));
            if (LONG) {
                within("leads p50", confirmed, 50, 2_000);
                within("leads p95", confirmed, 95, 5_000);
                within("leads p99", confirmed, 99, 15_000);
                within("beacons p99", shown, 99, 10_000);
            }
        }
    }

    private static Tally measured(Load load, String name) {
        Tally tally = Generator.run(load, 2);
        System.out.printf(
                Locale.ROOT, "%s: p95 %.2f ms, %s%n", name, tally.latencyMicros(95) / 1e3, tally);
        assertEquals(0, tally.errors(), name + " not confirmed: " + tally);
        assertTrue(tally.calls() > (long) load.perSecond() * SECONDS / 2, "void: " + tally);
        return tally;
    }

    private static void within(String what, Tally tally, double percentile, long micros) {
        long took = tally.latencyMicros(percentile);
        assertTrue(took <= micros, "%s is %d us, allowed %d".formatted(what, took, micros));
    }

    private static Load leads(Platform platform, int perSecond) {
        return new Load(
                URI.create(platform.broker(1) + "/0/leads"),
                platform.callerToken(),
                "{\"phone\":\"+100000000\",\"shop\":\"" + "x".repeat(100) + "\"}",
                "{\"status\":\"OK\"}",
                perSecond,
                32,
                Duration.ofSeconds(SECONDS));
    }

    private static Load beacons(Platform platform, int perSecond) {
        byte[] pixel = Base64.getDecoder().decode(PIXEL);
        return new Load(
                URI.create(platform.broker(1) + "/0/beacon.gif?page=%2Fshop&ref=x"),
                platform.callerToken(),
                "",
                new String(pixel, StandardCharsets.ISO_8859_1),
                perSecond,
                32,
                Duration.ofSeconds(SECONDS));
    }
}
