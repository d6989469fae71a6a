package dev.hera.trials.accept;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Three brokers accept and deliver three times what one does, and one that is killed takes nothing
/// with it: the others confirm meanwhile, and what it had confirmed arrives when it is back.
class AcceptingFleetIT {
    private static final int BROKERS = 3;

    /// A broker's pace, calls a second: so slow that three together are no load.
    private static final int RATE = 25;

    private static final int EACH = 3 * RATE;
    private static final int SOURCES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void brokersAddUpAndAKilledOneTakesNothingWithIt(@TempDir Path data) throws Exception {
        try (Platform platform =
                Platform.up(data, "--brokers", "3", "--workers", "0", "--no-restart")) {
            double one = secondsOfDelivery(platform, 1);
            double three = secondsOfDelivery(platform, BROKERS);
            System.out.printf(
                    Locale.ROOT,
                    "%d calls at one broker delivered in %.2f s, %d at each of %d in %.2f s%n",
                    EACH,
                    one,
                    EACH,
                    BROKERS,
                    three);
            assertTrue(one > (EACH - 1 - Census.IN_FLIGHT) / (double) RATE - 0.1, "void: " + one);
            assertTrue(three < 2 * one, "brokers share one pace");
            failover(platform);
        }
    }

    /// Lets so many brokers accept as many each, far faster than they deliver.
    private double secondsOfDelivery(Platform platform, int brokers) throws Exception {
        Census census = new Census();
        try (Worker _ = census.at(platform, RATE)) {
            int confirmed = 0;
            List<Thread> posting = new ArrayList<>();
            for (int number = 1; number <= brokers; number++) {
                URI url = URI.create(platform.broker(number) + "/0/census");
                await(PATIENCE, "acceptance at " + url, () -> isConfirmed(platform, url));
                confirmed += EACH + 1;
                posting.add(Thread.ofVirtual().unstarted(() -> post(platform, url)));
            }
            int all = confirmed;
            await(PATIENCE, "first deliveries", () -> census.size() == brokers);
            posting.forEach(Thread::start);
            long began = System.nanoTime();
            await(PATIENCE, all + " deliveries", () -> census.size() >= all);
            for (Thread thread : posting) {
                thread.join();
            }
            assertEquals(all, census.size());
            return (System.nanoTime() - began) / 1e9;
        }
    }

    private void post(Platform platform, URI url) {
        int confirmed = 0;
        while (confirmed < EACH) {
            confirmed += isConfirmed(platform, url) ? 1 : 0;
        }
    }

    private boolean isConfirmed(Platform platform, URI url) {
        HttpRequest call =
                HttpRequest.newBuilder(url)
                        .header("Authorization", "Bearer " + platform.callerToken())
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Callers come through HAProxy. Nothing is delivered while the worker is away, so that the
    /// killed broker has something to keep.
    private void failover(Platform platform) throws Exception {
        Census census = new Census();
        census.at(platform, 10 * RATE).close();
        Set<String> confirmed;
        try (Mortal victim = Mortal.of(platform, "broker-2");
                Sources sources =
                        new Sources(
                                SOURCES, platform.url() + "/0/census", platform.callerToken())) {
            await(PATIENCE, "confirmations", () -> sources.confirmed().size() >= EACH);
            victim.kill();
            int before = sources.confirmed().size();
            await(
                    PATIENCE,
                    "more from the others",
                    () -> sources.confirmed().size() > before + EACH);
            sources.stop();
            confirmed = sources.confirmed().keySet();
            System.out.printf(
                    "%d sent, %d confirmed, one of three brokers killed%n",
                    sources.sent(), confirmed.size());
            assertEquals(0, census.size(), "void: delivered too early");
            try (Worker _ = census.at(platform, 10 * RATE)) {
                await(PATIENCE, "what the others keep", () -> census.size() >= EACH);
                assertTrue(census.size() < confirmed.size(), "void: nothing lay at the killed one");
                victim.start();
                await(PATIENCE, "what it keeps", () -> census.missing(confirmed).isEmpty());
            }
            assertEquals(Set.of(), census.missing(confirmed), "confirmed and not delivered");
        }
    }
}
