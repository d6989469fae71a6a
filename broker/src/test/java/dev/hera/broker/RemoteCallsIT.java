package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.call.Origin;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.link.LinkState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Handlers that call other endpoints, behind two brokers and no HAProxy.
class RemoteCallsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<Worker> WORKERS = new ArrayList<>();
    private static final AtomicInteger ROUNDS = new AtomicInteger();
    private static LocalPlatform hera;
    private static int turn;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        WORKERS.add(
                Worker.named("inner")
                        .get("/1/seen/{a}", RemoteCallsIT::seen)
                        .post("/1/seen", RemoteCallsIT::seen)
                        .rpc("seen", RemoteCallsIT::seen)
                        .get("/1/missing", call -> call.status(404) == call ? Map.of() : "")
                        .get("/1/broken", call -> broken())
                        .rpc("taken", call -> taken())
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("inner"))
                        .start());
        outer();
        WORKERS.add(
                Worker.named("poor")
                        .post("/2/poor", RemoteCallsIT::fails)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("poor", "POST /2/"))
                        .start());
        CallsIT.until("all links", () -> WORKERS.stream().allMatch(RemoteCallsIT::isLinked));
    }

    private static void outer() {
        WORKERS.add(
                Worker.named("outer")
                        .post(
                                "/0/rest",
                                call ->
                                        read(
                                                call.call(
                                                        "GET /1/seen/{a}",
                                                        Map.of("a", "x y", "b", 2))))
                        .post(
                                "/0/post",
                                call ->
                                        read(
                                                call.call("POST /1/seen")
                                                        .with("c", 3)
                                                        .query("d", 4)
                                                        .send()))
                        .post("/0/rpc", call -> read(call.call("seen").params(1, "two").send()))
                        .post("/0/both", RemoteCallsIT::both)
                        .post("/0/behalf", call -> read(call.call("seen").onBehalf().send()))
                        .post("/0/fails", RemoteCallsIT::fails)
                        .post("/0/loop", RemoteCallsIT::loop)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("outer"))
                        .start());
    }

    private static boolean isLinked(Worker worker) {
        return worker.links().size() == 2
                && worker.links().values().stream().allMatch(LinkState.Open.class::isInstance);
    }

    @AfterAll
    static void stop() {
        WORKERS.forEach(Worker::close);
        hera.close();
    }

    /// All that the inner handler sees of the chain.
    private static Object seen(Context call) {
        return Map.of(
                "params", call.hasBody() && call.tree().isArray() ? call.tree() : call.params(),
                "caller", call.caller(),
                "uuid", call.uuid(),
                "root", call.root(),
                "parent", call.parent().orElse(call.uuid()),
                "trace", call.header("traceparent").orElse(""),
                "left", call.timeLeft().toMillis());
    }

    private static Object loop(Context call) {
        ROUNDS.incrementAndGet();
        return call.call("POST /0/loop").send().tree();
    }

    private static Object broken() {
        throw new IllegalStateException("a secret of the inner one");
    }

    private static Object taken() {
        throw new CallException(409, 77, "taken already");
    }

    private static Object read(RemoteAnswer answer) {
        return Map.of("uuid", answer.uuid(), "worker", answer.worker(), "seen", answer.tree());
    }

    private static Object both(Context call) {
        CompletableFuture<RemoteAnswer> one = call.call("seen").params(1).later();
        CompletableFuture<RemoteAnswer> two = call.call("GET /1/seen/{a}").with("a", 2).later();
        return List.of(read(one.join()), read(two.join()));
    }

    private static Object fails(Context call) {
        try {
            return call.call(call.param("call", String.class)).send().as(Map.class);
        } catch (RemoteException e) {
            assertTrue(!String.valueOf(e.getMessage()).contains("secret"), e.getMessage());
            return Map.of("outcome", e.outcome(), "code", e.code(), "said", e.uuid().isPresent());
        }
    }

    private static HttpResponse<String> post(String path, String json, String token) {
        HttpRequest call =
                HttpRequest.newBuilder(hera.brokers().get(turn++ % 2).resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Hera-Deadline-Ms", "20000")
                        .header(
                                "traceparent",
                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        return CLIENT.sendAsync(call, HttpResponse.BodyHandlers.ofString()).join();
    }

    private static JsonNode post(String path, String json) {
        HttpResponse<String> answer = post(path, json, hera.token());
        assertEquals(200, answer.statusCode(), answer.body());
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (body.has("seen")) {
                String id = answer.headers().firstValue("X-Request-UUID").orElseThrow();
                chained(body, id);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /// Root and parent are the outer call, and the trace goes through.
    private static void chained(JsonNode body, String outer) {
        assertEquals(outer, body.at("/seen/root").asText());
        assertEquals(outer, body.at("/seen/parent").asText());
        assertEquals(body.get("uuid"), body.at("/seen/uuid"));
        assertNotEquals(outer, body.get("uuid").asText());
        assertTrue(
                body.at("/seen/trace").asText().startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736"));
        long left = body.at("/seen/left").asLong();
        assertTrue(left > 0 && left <= 20_000, left + " ms are left");
        assertEquals("inner", body.get("worker").asText().substring(0, 5));
    }

    @Test
    void eachValueFindsItsPlace() {
        JsonNode rest = post("/0/rest", "{}");
        assertEquals("{\"b\":\"2\",\"a\":\"x y\"}", rest.at("/seen/params").toString());
        JsonNode posted = post("/0/post", "{}");
        assertEquals("{\"c\":3,\"d\":\"4\"}", posted.at("/seen/params").toString());
        assertEquals("[1,\"two\"]", post("/0/rpc", "{}").at("/seen/params").toString());
    }

    @Test
    void futuresRunSideBySide() {
        JsonNode both = post("/0/both", "{}");
        assertEquals(2, both.size());
        assertEquals(both.at("/0/seen/root"), both.at("/1/seen/root"));
        assertNotEquals(both.at("/0/uuid"), both.at("/1/uuid"));
    }

    @Test
    void itCallsAsItsService() {
        assertEquals("outer", post("/0/rpc", "{}").at("/seen/caller").asText());
        JsonNode refused = post("/2/poor", "{\"call\":\"GET /1/missing\"}");
        assertEquals("NOT_EXECUTED", refused.get("outcome").asText());
        assertEquals(-32003, refused.get("code").asInt());
    }

    @Test
    void onBehalfOfItsCallerItMayWhatBothMay() {
        String all = hera.tokenFor("all", "call *");
        String few = hera.tokenFor("few", "call POST /0/");
        CallsIT.until("tokens are known", () -> post("/0/rpc", "{}", few).statusCode() == 200);
        assertTrue(post("/0/behalf", "{}", all).body().contains("\"caller\":\"all\""));
        HttpResponse<String> refused = post("/0/behalf", "{}", few);
        assertEquals(500, refused.statusCode(), refused.body());
    }

    @Test
    void everyEndHasItsWord() {
        ends("GET /1/missing", "ANSWERED", 404);
        ends("GET /1/broken", "ANSWERED", -32603);
        ends("taken", "ANSWERED", 77);
        ends("GET /9/nobody", "NOT_EXECUTED", -32004);
        ends("GET /1/../1/missing", "NOT_EXECUTED", -32600);
        ends("nobody", "NOT_EXECUTED", -32004);
    }

    private static void ends(String endpoint, String outcome, int code) {
        JsonNode end = post("/0/fails", "{\"call\":\"" + endpoint + "\"}");
        assertEquals(outcome, end.get("outcome").asText(), end.toString());
        assertEquals(code, end.get("code").asInt(), end.toString());
        assertTrue(end.get("said").asBoolean(), end.toString());
    }

    @Test
    void aLoopEndsAtItsDepth() {
        ROUNDS.set(0);
        HttpResponse<String> answer = post("/0/loop", "{}", hera.token());
        assertEquals(500, answer.statusCode());
        assertEquals("answered", answer.headers().firstValue("Hera-Outcome").orElse(""));
        assertEquals(1 + Origin.Remote.MAX_DEPTH, ROUNDS.get());
    }
}
