package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Reply;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A caller asks for its call again, at the broker that took it and at another one.
class CallStatesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODYS = "0199e4c1-0000-7000-8000-000000000000";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final CountDownLatch LATCH = new CountDownLatch(1);
    private static final BlockingQueue<UUID> RUNNING = new LinkedBlockingQueue<>();
    private static LocalPlatform hera;
    private static Worker worker;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        worker =
                Worker.named("shop")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("shop"))
                        .post(
                                "/0/order",
                                call -> {
                                    call.status(201).header("x-a", "one");
                                    return call.tree();
                                })
                        .get("/0/gif", _ -> Reply.of("image/gif", new byte[] {1, 2, 0, -1}))
                        .get(
                                "/0/slow",
                                call -> {
                                    RUNNING.add(call.uuid());
                                    var _ = LATCH.await(20, TimeUnit.SECONDS);
                                    return "late";
                                })
                        .get(
                                "/0/fail",
                                _ -> {
                                    throw new IllegalStateException("a secret of the handler");
                                })
                        .start();
    }

    @AfterAll
    static void stop() {
        LATCH.countDown();
        worker.close();
        hera.close();
    }

    private static URI broker(int number) {
        return hera.brokers().get(number);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder call)
            throws IOException, InterruptedException {
        return CLIENT.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder to(URI broker, String path) {
        return HttpRequest.newBuilder(broker.resolve(path))
                .header("Authorization", "Bearer " + hera.token());
    }

    private static HttpResponse<byte[]> get(URI broker, String path)
            throws IOException, InterruptedException {
        return send(to(broker, path));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String uuid(HttpResponse<?> answer) {
        return header(answer, "X-Request-UUID");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<byte[]> order() throws IOException, InterruptedException {
        return send(
                to(broker(0), "/0/order")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1.10}")));
    }

    @Test
    void theStateAndTheAnswerAreThereAtEveryBroker() throws Exception {
        HttpResponse<byte[]> first = order();
        assertEquals(201, first.statusCode());
        for (URI broker : hera.brokers()) {
            HttpResponse<byte[]> state = get(broker, "/_hera/calls/" + uuid(first) + "?wait=5");
            assertEquals(200, state.statusCode());
            assertEquals("no-store", header(state, "Cache-Control"));
            JsonNode json = json(state);
            assertEquals(uuid(first), json.path("uuid").asText());
            assertEquals("ended", json.path("state").asText());
            assertEquals("answered", json.path("outcome").asText());
            assertEquals(201, json.path("status").asInt());
            assertEquals("broker-1", json.path("broker").asText());
            HttpResponse<byte[]> again = get(broker, json.path("response").asText());
            assertEquals(201, again.statusCode());
            assertEquals(text(first), text(again));
            assertEquals("{\"a\":1.10}", text(again));
            assertEquals("one", header(again, "x-a"));
            assertEquals("true", header(again, "Hera-Recalled"));
            assertEquals(uuid(first), uuid(again));
            assertEquals(header(first, "Hera-Worker"), header(again, "Hera-Worker"));
            assertEquals("answered", header(again, "Hera-Outcome"));
        }
        assertEquals("", header(first, "Hera-Recalled"));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void bytesComeBackAsTheyWere() throws Exception {
        HttpResponse<byte[]> first = get(broker(0), "/0/gif");
        HttpResponse<byte[]> again =
                get(broker(1), "/_hera/calls/" + uuid(first) + "/response?wait=5");
        assertEquals("image/gif", header(again, "Content-Type"));
        assertArrayEquals(first.body(), again.body());
    }

    @Test
    void whoWaitsHearsOfTheEnd() throws Exception {
        var slow =
                CLIENT.sendAsync(
                        to(broker(0), "/0/slow").build(), HttpResponse.BodyHandlers.ofByteArray());
        String id = String.valueOf(RUNNING.poll(20, TimeUnit.SECONDS));
        assertEquals("running", json(get(broker(1), "/_hera/calls/" + id)).path("state").asText());
        assertEquals(409, get(broker(1), "/_hera/calls/" + id + "/response").statusCode());
        var waiting =
                CLIENT.sendAsync(
                        to(broker(1), "/_hera/calls/" + id + "?wait=20").build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        LATCH.countDown();
        assertEquals("ended", json(waiting.get(30, TimeUnit.SECONDS)).path("state").asText());
        assertEquals(id, uuid(slow.get(10, TimeUnit.SECONDS)));
    }

    @Test
    void howItFailedIsToldAgainAsItWas() throws Exception {
        HttpResponse<byte[]> first = get(broker(0), "/0/fail");
        assertEquals(500, first.statusCode());
        HttpResponse<byte[]> again =
                get(broker(1), "/_hera/calls/" + uuid(first) + "/response?wait=5");
        assertEquals(500, again.statusCode());
        assertEquals(json(first), json(again));
        assertEquals("true", header(again, "Hera-Recalled"));
    }

    @Test
    void onlyTheTokenThatMadeTheCallSeesIt() throws Exception {
        String id = uuid(order());
        String other = hera.tokenFor("other", "read-own");
        String blind = hera.tokenFor("blind", "call *");
        for (URI broker : hera.brokers()) {
            for (String path : List.of("", "/response", "?wait=1")) {
                URI at = broker.resolve("/_hera/calls/" + id + path);
                assertEquals(401, send(HttpRequest.newBuilder(at)).statusCode(), path);
                assertEquals(404, whenKnown(at, other).statusCode(), path);
                assertEquals(403, whenKnown(at, blind).statusCode(), path);
                assertEquals(
                        path.equals("/response") ? 201 : 200,
                        send(as(at, hera.token())).statusCode(),
                        path);
            }
            byte[] anothers = whenKnown(broker.resolve("/_hera/calls/" + id), other).body();
            byte[] nobodys = whenKnown(broker.resolve("/_hera/calls/" + NOBODYS), other).body();
            assertEquals(
                    new String(nobodys, StandardCharsets.UTF_8),
                    new String(anothers, StandardCharsets.UTF_8).replace(id, NOBODYS));
        }
    }

    /// Brokers know a new token a moment later.
    private static HttpResponse<byte[]> whenKnown(URI at, String token) throws Exception {
        HttpResponse<byte[]> answer = send(as(at, token));
        for (int i = 0; i < 9 && answer.statusCode() == 401; i++) {
            LockSupport.parkNanos(200_000_000);
            answer = send(as(at, token));
        }
        return answer;
    }

    private static HttpRequest.Builder as(URI at, String token) {
        return HttpRequest.newBuilder(at).header("Authorization", "Bearer " + token);
    }

    @Test
    void whatIsNoIdIsNotFoundAndNothingButGetIsTaken() throws Exception {
        for (String path :
                List.of(
                        "",
                        "x",
                        "..",
                        NOBODYS + "/x",
                        NOBODYS.replace("-7", "-4"),
                        "a".repeat(99))) {
            assertEquals(404, get(broker(0), "/_hera/calls/" + path).statusCode(), path);
        }
        HttpResponse<byte[]> put =
                send(
                        to(broker(0), "/_hera/calls/" + NOBODYS)
                                .PUT(HttpRequest.BodyPublishers.ofString("x".repeat(100_000))));
        assertEquals(405, put.statusCode());
        assertEquals("GET", header(put, "Allow"));
    }
}
