package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.worker.RawWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.calls.Duties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What happens to calls while workers are slow, leave, die, and the broker drains.
class CallsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LocalPlatform hera;

    @BeforeEach
    void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
    }

    @AfterEach
    void stop() {
        hera.close();
        client.close();
    }

    /// A worker whose `/0/slow` waits for the latch and whose `/0/fast` does not.
    private Worker worker(CountDownLatch latch, String instance) {
        Duties duties =
                new Duties(
                        () -> List.of(Endpoint.of("GET /0/slow"), Endpoint.of("GET /0/fast")),
                        (call, _) -> {
                            if (call.endpoint().endsWith("slow")) {
                                await(latch);
                            }
                            return new Frame.Answer(
                                    call.id(), 200, Map.of(), Body.NONE, null, Load.NONE);
                        },
                        (state, n, mean) -> new Vitals(1, 1, state, 0, 0, 1, 1, 0, n, mean, 0));
        return RawWorker.start(
                hera.zookeeper(), "calls", hera.secretFor("calls"), instance, duties);
    }

    private static void await(CountDownLatch latch) {
        try {
            var _ = latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder to(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + hera.token())
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest call = to(hera.brokers().getFirst(), path).build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(
                to(hera.brokers().getFirst(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI internal() {
        return URI.create("http://127.0.0.1:" + hera.running().getFirst().node().linkPort());
    }

    private HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return client.send(to(internal(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String outcome(HttpResponse<String> answer) {
        return answer.headers().firstValue("Hera-Outcome").orElse("");
    }

    @Test
    void oneSlowCallBlocksNoOther() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (Worker worker = worker(latch, "one")) {
            CompletableFuture<HttpResponse<String>> slow = getLater("/0/slow");
            until("the slow call runs", () -> hera.running().getFirst().inFlight() == 1);
            for (int i = 0; i < 100; i++) {
                assertEquals(200, get("/0/fast").statusCode());
            }
            assertTrue(!slow.isDone(), "void: the slow call was not slow");
            latch.countDown();
            assertEquals(200, slow.get(10, TimeUnit.SECONDS).statusCode());
            assertEquals(1, worker.links().size());
        }
    }

    @Test
    void noAbleWorkerIsExplainedAtOnce() throws Exception {
        assertEquals(404, get("/0/fast").statusCode());
        worker(new CountDownLatch(1), "gone").close();
        until("the worker left", () -> status("/0/fast") == 503);
        Instant began = Instant.now();
        HttpResponse<String> answer = get("/0/fast");
        assertTrue(Duration.between(began, Instant.now()).toMillis() < 1000, "it hung");
        assertEquals("not-executed", outcome(answer));
        assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
        JsonNode candidates = JSON.readTree(answer.body()).path("candidates");
        for (String count : List.of("known", "connected", "draining", "ejected", "allowed")) {
            assertTrue(candidates.path(count).isInt(), answer.body());
        }
        assertEquals(0, candidates.path("connected").asInt());
        assertTrue(candidates.path("passedOver").isArray(), answer.body());
    }

    @Test
    void aDeadlineAfterTheCallLeftIsUnknown() throws Exception {
        try (Worker worker = worker(new CountDownLatch(1), "late")) {
            HttpRequest call =
                    to(hera.brokers().getFirst(), "/0/slow")
                            .header("Hera-Deadline-Ms", "300")
                            .build();
            Instant began = Instant.now();
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            long took = Duration.between(began, Instant.now()).toMillis();
            assertEquals(504, answer.statusCode(), answer.body());
            assertEquals("unknown", outcome(answer));
            assertTrue(took >= 290 && took < 1500, "took " + took + " ms");
            assertEquals(1, worker.links().size());
        }
    }

    @Test
    void aLinkThatDiesUnderACallLeavesItUnknown() throws Exception {
        Worker worker = worker(new CountDownLatch(1), "dying");
        CompletableFuture<HttpResponse<String>> slow = getLater("/0/slow");
        until("the slow call runs", () -> hera.running().getFirst().inFlight() == 1);
        worker.close();
        HttpResponse<String> answer = slow.get(2, TimeUnit.SECONDS);
        assertEquals(502, answer.statusCode(), answer.body());
        assertEquals("unknown", outcome(answer));
    }

    @Test
    void aDrainingBrokerFinishesWhatItHas() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (Worker worker = worker(latch, "drained")) {
            CompletableFuture<HttpResponse<String>> slow = getLater("/0/slow");
            Broker broker = hera.running().getFirst();
            until("the slow call runs", () -> broker.inFlight() == 1);
            assertEquals(200, admin("/_hera/health/ready").statusCode());
            Thread drain = Thread.ofVirtual().start(broker::drain);
            until("not ready", () -> adminStatus("/_hera/health/ready") == 503);
            assertEquals(200, get("/0/fast").statusCode(), "calls that still come are served");
            assertTrue(admin("/_hera/health/ready").body().contains("draining"));
            latch.countDown();
            assertEquals(200, slow.get(10, TimeUnit.SECONDS).statusCode());
            drain.join(Duration.ofSeconds(10));
            assertEquals(0, broker.inFlight());
            assertEquals(1, worker.links().size());
        }
    }

    @Test
    void theTableIsForOperatorsAlone() throws Exception {
        try (Worker worker = worker(new CountDownLatch(1), "shown")) {
            HttpRequest bare =
                    HttpRequest.newBuilder(internal().resolve("/_hera/api/routes")).build();
            assertEquals(401, client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode());
            until("vitals came", () -> adminBody("/_hera/api/workers").contains("vitals"));
            JsonNode table = JSON.readTree(admin("/_hera/api/routes").body());
            assertEquals("GET /0/fast", table.path("endpoints").path(0).path("endpoint").asText());
            JsonNode place = table.path("endpoints").path(0).path("places").path(0);
            assertEquals(1.0, place.path("share").asDouble(), 0.001);
            assertEquals("shown", table.path("workers").path(0).path("instance").asText());
            assertEquals(1, JSON.readTree(admin("/_hera/api/brokers").body()).size());
            assertEquals(1, worker.links().size());
        }
    }

    @Test
    void aCallIsExplainedBeforeItIsMade() throws Exception {
        String path = "/_hera/api/routes/explain?endpoint=";
        assertEquals(404, adminStatus(path + "GET%20/0/fast"));
        HttpRequest bare =
                HttpRequest.newBuilder(internal().resolve(path + "GET%20/0/fast")).build();
        assertEquals(401, client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode());
        try (Worker worker = worker(new CountDownLatch(1), "told")) {
            until("it is served", () -> status("/0/fast") == 200);
            JsonNode told = JSON.readTree(admin(path + "GET%20/0/fast").body());
            assertEquals("GET /0/fast", told.path("endpoint").asText());
            JsonNode one = told.path("workers").path(0);
            assertEquals(one.path("worker"), told.path("decision").path("worker"));
            assertTrue(one.path("why").asText().startsWith("picked"), one::toString);
            assertTrue(one.path("queue").path("cost").asDouble() > 0, one::toString);
            assertEquals(1.0, one.path("share").asDouble(), 0.001);
            assertEquals(1, worker.links().size());
        }
    }

    @Test
    void thePageMayLoadNothingFromElsewhere() throws Exception {
        for (String path :
                List.of("/_hera/admin/", "/_hera/admin/main.js", "/_hera/admin/page.css")) {
            HttpRequest bare = HttpRequest.newBuilder(internal().resolve(path)).build();
            HttpResponse<String> answer = client.send(bare, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), path);
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(
                    policy.startsWith("default-src 'none'") && !policy.contains("unsafe"), policy);
            assertTrue(!answer.body().contains("innerHTML"), path);
        }
    }

    private int status(String path) {
        return quietly(() -> get(path)).statusCode();
    }

    private int adminStatus(String path) {
        return quietly(() -> admin(path)).statusCode();
    }

    private String adminBody(String path) {
        return quietly(() -> admin(path)).body();
    }

    private interface Asking {
        HttpResponse<String> ask() throws IOException, InterruptedException;
    }

    private static HttpResponse<String> quietly(Asking asking) {
        try {
            return asking.ask();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void until(String what, BooleanSupplier fact) {
        Instant end = Instant.now().plusSeconds(10);
        while (!fact.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "never: " + what);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
