package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the caller of an accepted call is told while a worker has it, and while it is tried again.
class AcceptedStateIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEADS = "POST /0/leads";
    private static final Accepting QUICK =
            Accepting.always()
                    .pauses(Duration.ofMillis(20), Duration.ofMillis(200))
                    .confirm(200, "{\"status\":\"OK\"}");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch latch = new CountDownLatch(1);
    private LocalPlatform hera;
    private Path data = Path.of("");

    @BeforeEach
    void start(@TempDir Path folder) {
        data = folder;
        hera = new LocalPlatform.Opener().start(1, folder);
    }

    @AfterEach
    void stop() {
        latch.countDown();
        hera.close();
        client.close();
    }

    /// The worker keeps its first call over the broker's restart, and gets it once more.
    @Test
    void itIsAcceptedUntilItsDeliveryHasEnded() throws Exception {
        try (Worker _ = worker()) {
            until("the endpoint is known", () -> hera.serves(LEADS));
            String id = post();
            until("it is with the worker", () -> attempts.contains(1));
            assertAccepted(id);
            hera.restart(data);
            until("it is delivered again", () -> attempts.contains(2));
            assertAccepted(id);
            latch.countDown();
            until("its record says so", () -> outcome(id).equals("answered"));
            assertEquals(LEADS, state(id).path("endpoint").asText());
        }
    }

    private Worker worker() {
        return Worker.named("leads")
                .zookeeper(hera.zookeeper())
                .secret(hera.secretFor("leads"))
                .post(
                        "/0/leads",
                        Options.usual().accept(QUICK),
                        call -> {
                            attempts.add(call.attempt());
                            return latch.await(60, TimeUnit.SECONDS);
                        })
                .start();
    }

    private void assertAccepted(String id) throws IOException, InterruptedException {
        JsonNode state = state(id);
        assertEquals("accepted", state.path("state").asText(), state.toString());
        assertEquals("accepted", state.path("outcome").asText());
        assertEquals(200, state.path("status").asInt());
        assertEquals(LEADS, state.path("endpoint").asText());
        assertEquals("{\"status\":\"OK\"}", get("/_hera/calls/" + id + "/response").body());
    }

    private String outcome(String id) {
        try {
            return state(id).path("outcome").asText();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode state(String id) throws IOException, InterruptedException {
        return JSON.readTree(get("/_hera/calls/" + id).body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                .header("Authorization", "Bearer " + hera.token())
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String post() throws IOException, InterruptedException {
        HttpRequest call =
                to("/0/leads")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.headers().firstValue("X-Request-UUID").orElse("");
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
