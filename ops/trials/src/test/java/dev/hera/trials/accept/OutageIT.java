package dev.hera.trials.accept;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Tally;
import dev.hera.trials.Platform;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Everything behind the broker is gone while calls are accepted: all of them are confirmed, and
/// delivered once each when everything is back, at the pace that was set.
///
/// With `-Dhera.outage.seconds=60` it is the long form: 500 a second, and the bounds on the pace
/// and on what live calls feel hold too; they mean something on a quiet machine only.
class OutageIT {
    private static final int SECONDS = Integer.getInteger("hera.outage.seconds", 5);
    private static final boolean LONG = SECONDS >= 30;
    private static final int RATE = Integer.getInteger("hera.outage.rate", LONG ? 500 : 100);
    private static final int LIVE = LONG ? 200 : 20;
    private static final int WARM = LONG ? 20 : 1;
    private static final String ENDPOINT = "POST /0/census";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// A late lane makes up for a tenth of a second.
    private static final double CATCH_UP = 0.1;

    @Test
    void whatIsConfirmedWhileAllElseIsGoneArrivesOnceEachAtThePaceThatIsSet(@TempDir Path data)
            throws Exception {
        Census census = new Census();
        String[] options = {"--brokers", "1", "--workers", "1", "--no-haproxy", "--no-restart"};
        try (Platform platform = Platform.up(data, options);
                Lanes lanes = new Lanes(platform);
                Mortal zookeeper = Mortal.of(platform, "zookeeper");
                Mortal worker = Mortal.of(platform, "worker-1")) {
            Generator.run(live(platform, Duration.ofSeconds(1)), 1);
            warmUp(platform, census, lanes);
            worker.kill();
            zookeeper.kill();
            Tally accepted = Generator.run(accepted(platform, SECONDS), 2);
            assertEquals(0, accepted.errors(), "not confirmed: " + accepted);
            refusesWhatCannotWait(platform);
            assertTrue(accepted.calls() > SECONDS * RATE / 2, "void: " + accepted);
            assertEquals(accepted.calls(), lanes.calls());
            lanes.tell("pause", ENDPOINT);
            zookeeper.start();
            worker.start();
            try (Worker _ = census.at(platform, RATE)) {
                drain(platform, lanes, census, accepted);
            }
        }
    }

    /// Deliveries have run before, as in any platform that lost its workers; a first one is slow.
    private static void warmUp(Platform platform, Census census, Lanes lanes) throws Exception {
        try (Worker _ = census.at(platform, RATE)) {
            await(PATIENCE, "worker that counts", () -> confirms(platform));
            Generator.run(accepted(platform, WARM), 7);
            await(PATIENCE, "end of the first backlog", () -> lanes.calls() == 0);
        }
        census.forget();
    }

    private static boolean confirms(Platform platform) {
        Tally tally = Generator.run(accepted(platform, 1), 8);
        return tally.calls() > 0 && tally.errors() == 0;
    }

    private static void refusesWhatCannotWait(Platform platform) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(URI.create(platform.broker(1) + "/0/echo"))
                        .header("Authorization", "Bearer " + platform.callerToken())
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            assertEquals(503, answer.statusCode(), answer.body());
            assertEquals("not-executed", answer.headers().firstValue("Hera-Outcome").orElse(""));
            assertTrue(answer.body().contains("\"candidates\""), answer.body());
        }
    }

    private static void drain(Platform platform, Lanes lanes, Census census, Tally accepted)
            throws Exception {
        await(PATIENCE, "answer of a live call", () -> answers(platform));
        Generator.run(live(platform, Duration.ofSeconds(LONG ? 20 : 1)), 3);
        Tally before = Generator.run(live(platform, Duration.ofSeconds(LONG ? SECONDS : 2)), 4);
        lanes.tell("resume", ENDPOINT);
        // Nobody asks the broker anything meanwhile but those whose calls are measured.
        Tally live = Generator.run(live(platform, Duration.ofSeconds(Math.max(2, SECONDS - 2))), 5);
        await(PATIENCE, "end of the backlog", () -> lanes.calls() == 0);
        System.out.printf(
                Locale.ROOT,
                "accepted %s%nlive before %s%nlive during %s%n%d delivered in %.2f s, set %d/s%n",
                accepted,
                before,
                live,
                census.size(),
                census.seconds(),
                RATE);
        assertEquals(accepted.calls(), census.size(), "confirmed and not delivered");
        assertEquals(0, census.repeated(), "delivered more than once");
        assertEquals(0, before.errors() + live.errors(), "live calls failed: " + live);
        double atLeast = (census.size() - 1 - Census.IN_FLIGHT) / (double) RATE - CATCH_UP;
        assertTrue(census.seconds() >= atLeast, census.seconds() + " s, too fast");
        if (LONG) {
            assertEquals(RATE, (census.size() - 1) / census.seconds(), 0.05 * RATE);
            double ratio = live.latencyMicros(99) / (double) before.latencyMicros(99);
            assertTrue(ratio <= 1.2, "live p99 is %.2f times what it was".formatted(ratio));
        }
    }

    /// A worker that has just come back.
    private static boolean answers(Platform platform) {
        Tally tally = Generator.run(live(platform, Duration.ofMillis(300)), 6);
        return tally.calls() > 0 && tally.errors() == 0;
    }

    private static Load live(Platform platform, Duration length) {
        String body = "{\"text\":\"" + "x".repeat(129) + "\"}";
        URI url = URI.create(platform.broker(1) + "/0/echo");
        return new Load(url, platform.callerToken(), body, LIVE, 8, length);
    }

    private static Load accepted(Platform platform, int seconds) {
        return new Load(
                URI.create(platform.broker(1) + "/0/census"),
                platform.callerToken(),
                "{\"phone\":\"+100000000\"}",
                Census.CONFIRMED,
                RATE,
                32,
                Duration.ofSeconds(seconds));
    }
}
