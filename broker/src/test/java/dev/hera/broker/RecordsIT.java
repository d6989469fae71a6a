package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.id.BrokerMark;
import dev.hera.worker.Worker;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Keys let a call run once; workers settle records; operators see calls whole at any broker.
class RecordsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final CountDownLatch LATCH = new CountDownLatch(1);
    private static final CountDownLatch RUNNING = new CountDownLatch(1);
    private static LocalPlatform hera;
    private static Worker worker;
    private static Worker stranger;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        worker =
                Worker.named("shop")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("shop", "* /0/"))
                        .post("/0/pay", call -> RUNS.incrementAndGet() + call.tree().size())
                        .post(
                                "/0/slow",
                                _ -> {
                                    RUNNING.countDown();
                                    var _ = LATCH.await(20, TimeUnit.SECONDS);
                                    return RUNS.incrementAndGet();
                                })
                        .post(
                                "/0/settled",
                                call -> {
                                    call.settle(SettleAs.PROCESSED, "done inside");
                                    return "ok";
                                })
                        .post(
                                "/0/deleted",
                                call -> {
                                    call.settle(SettleAs.DELETE, "");
                                    return "ok";
                                })
                        .start();
        stranger =
                Worker.named("stranger")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("stranger", "* /1/"))
                        .get("/1/x", _ -> "x")
                        .start();
    }

    @AfterAll
    static void stop() {
        LATCH.countDown();
        stranger.close();
        worker.close();
        hera.close();
    }

    private static HttpRequest post(String path, String key, String body) {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return key.isEmpty() ? call.build() : call.header("Idempotency-Key", key).build();
    }

    private static HttpResponse<String> send(HttpRequest call)
            throws IOException, InterruptedException {
        return CLIENT.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String uuid(HttpResponse<?> answer) {
        return header(answer, "X-Request-UUID");
    }

    private static HttpResponse<String> state(String uuid)
            throws IOException, InterruptedException {
        URI at = hera.brokers().get(1).resolve("/_hera/calls/" + uuid + "?wait=5");
        return send(
                HttpRequest.newBuilder(at)
                        .header("Authorization", "Bearer " + hera.token())
                        .build());
    }

    private static HttpResponse<String> whole(String uuid)
            throws IOException, InterruptedException {
        int port = hera.running().get(1).node().linkPort();
        URI at = URI.create("http://127.0.0.1:" + port + "/_hera/api/calls/" + uuid);
        return send(
                HttpRequest.newBuilder(at)
                        .header("Authorization", "Bearer " + hera.token())
                        .build());
    }

    @Test
    void theSameKeyRunsOnceAndIsAnsweredAlike() throws Exception {
        int before = RUNS.get();
        HttpResponse<String> first = send(post("/0/pay", "key-1", "{\"a\":1}"));
        HttpResponse<String> again = send(post("/0/pay", "key-1", "{\"a\":1}"));
        assertEquals(200, first.statusCode(), first.body());
        assertEquals(before + 1, RUNS.get());
        assertEquals(first.body(), again.body());
        assertEquals(uuid(first), uuid(again));
        assertEquals("", header(first, "Hera-Recalled"));
        assertEquals("true", header(again, "Hera-Recalled"));
        HttpResponse<String> other = send(post("/0/pay", "key-1", "{\"a\":2}"));
        assertEquals(422, other.statusCode(), other.body());
        assertEquals("not-executed", header(other, "Hera-Outcome"));
        HttpResponse<String> fresh = send(post("/0/pay", "key-2", "{\"a\":1}"));
        assertNotEquals(uuid(first), uuid(fresh));
        assertEquals(before + 2, RUNS.get());
    }

    @Test
    void whoComesMeanwhileWaitsForTheFirst() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(
                    CLIENT.sendAsync(
                            post("/0/slow", "key-slow", "[]"),
                            HttpResponse.BodyHandlers.ofString()));
        }
        assertTrue(RUNNING.await(20, TimeUnit.SECONDS));
        int before = RUNS.get();
        LATCH.countDown();
        List<String> bodies = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : all) {
            HttpResponse<String> answer = one.get(30, TimeUnit.SECONDS);
            assertEquals(200, answer.statusCode(), answer.body());
            bodies.add(answer.body());
            ids.add(uuid(answer));
        }
        assertEquals(1, bodies.stream().distinct().count(), bodies.toString());
        assertEquals(1, ids.stream().distinct().count(), ids.toString());
        assertTrue(RUNS.get() >= before + 1, "void: it did not run");
    }

    @Test
    void aWorkerSettlesTheCallThatItRuns() throws Exception {
        HttpResponse<String> answer = send(post("/0/settled", "", "{}"));
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode json = JSON.readTree(state(uuid(answer)).body());
        assertEquals("settled", json.path("state").asText(), json.toString());
        assertEquals("done inside", json.path("settled").path("note").asText());
        assertEquals("answered", json.path("outcome").asText());
    }

    @Test
    void aCallDeletedWhileItRunsLeavesNothing() throws Exception {
        HttpResponse<String> answer = send(post("/0/deleted", "", "{}"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(404, state(uuid(answer)).statusCode());
        assertEquals(404, whole(uuid(answer)).statusCode());
    }

    @Test
    void aWorkerSettlesAnyCallOfItsServiceAndNoOther() throws Exception {
        UUID id = UUID.fromString(uuid(send(post("/0/pay", "", "{}"))));
        NotSettled no =
                assertThrows(
                        NotSettled.class, () -> stranger.settle(id, SettleAs.DELETE, "not mine"));
        assertFalse(no.isWorthAnotherTry());
        assertEquals("ended", JSON.readTree(state(id.toString()).body()).path("state").asText());
        worker.settle(id, SettleAs.PROCESSED, "by hand");
        worker.settle(id, SettleAs.PROCESSED, "twice does no harm");
        JsonNode json = JSON.readTree(state(id.toString()).body());
        assertEquals("settled", json.path("state").asText());
        worker.settle(id, SettleAs.DELETE, "");
        assertEquals(404, state(id.toString()).statusCode());
    }

    @Test
    void aSettleBeforeItsCallIsTakenAndAnOldOneIsNot() throws Exception {
        long now = System.currentTimeMillis();
        int mark = BrokerMark.of("broker-1");
        UUID early = new UUID(now << 16 | 0x7000 | mark, Long.MIN_VALUE | now);
        worker.settle(early, SettleAs.PROCESSED, "before it came");
        UUID old = new UUID((now - 3_600_000) << 16 | 0x7000 | mark, Long.MIN_VALUE | now);
        assertThrows(NotSettled.class, () -> worker.settle(old, SettleAs.PROCESSED, ""));
    }

    @Test
    void anyBrokerShowsACallWhole() throws Exception {
        HttpResponse<String> answer = send(post("/0/pay", "", "{\"seen\":\"yes\"}"));
        assertEquals("ended", JSON.readTree(state(uuid(answer)).body()).path("state").asText());
        JsonNode call = JSON.readTree(whole(uuid(answer)).body());
        assertEquals("broker-1", call.path("broker").asText(), call.toString());
        assertEquals("{\"seen\":\"yes\"}", call.path("request").path("body").asText());
        assertEquals("test", call.path("request").path("caller").asText());
        JsonNode attempt = call.path("attempts").path(0);
        assertEquals(header(answer, "Hera-Worker"), attempt.path("worker").asText());
        assertTrue(attempt.path("decision").isObject(), call.toString());
        JsonNode ledger = call.path("ledgerMs");
        double parts = 0;
        for (String part : List.of("journal", "queue", "wire", "worker", "broker")) {
            parts += ledger.path(part).asDouble();
        }
        assertEquals(ledger.path("total").asDouble(), parts, 0.001);
        assertEquals(401, bare(uuid(answer)));
    }

    private static int bare(String uuid) throws IOException, InterruptedException {
        int port = hera.running().getFirst().node().linkPort();
        URI at = URI.create("http://127.0.0.1:" + port + "/_hera/api/calls/" + uuid);
        return send(HttpRequest.newBuilder(at).build()).statusCode();
    }
}
