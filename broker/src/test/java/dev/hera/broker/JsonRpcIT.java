package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.call.CallId;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.Reply;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// JSON-RPC at a broker's own port, to a worker with the SDK.
class JsonRpcIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final CyclicBarrier THREE = new CyclicBarrier(3);
    private static final Set<String> RAN = ConcurrentHashMap.newKeySet();
    private static LocalPlatform hera;
    private static Worker worker;
    private static RpcCases rpc;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        hera = new LocalPlatform.Opener().start(1, data);
        worker =
                RpcCases.worker()
                        .rpc("same", call -> Reply.json(call.bytes()))
                        .rpc("meet", JsonRpcIT::meet)
                        .rpc("told", call -> told())
                        .rpc(
                                "slow",
                                Options.usual().timeout(Duration.ofMillis(100)),
                                call -> sleep())
                        .rpc("big", call -> "x".repeat(900_000))
                        .rpc("mine.a", call -> RAN.add("mine.a"))
                        .rpc("yours.a", call -> RAN.add("yours.a"))
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("cases"))
                        .start();
        rpc = new RpcCases(hera.brokers().getFirst(), hera.token(), CLIENT);
    }

    @AfterAll
    static void stop() {
        worker.close();
        hera.close();
    }

    private static Object meet(Context call) throws Exception {
        THREE.await(20, TimeUnit.SECONDS);
        return call.uuid();
    }

    private static Object told() {
        throw new CallException(409, 1234, "taken \"already\"");
    }

    private static Object sleep() throws InterruptedException {
        TimeUnit.SECONDS.sleep(20);
        return "late";
    }

    private static String call(String method, String params, String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s,\"id\":%s}"
                .formatted(method, params, id);
    }

    private static JsonNode sent(String text, String... headers) throws JsonProcessingException {
        return JSON.readTree(rpc.send(text, headers).body());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void everyCaseOfTheSpecificationAndItsEdges() throws Exception {
        assertEquals(42, rpc.sendAll());
    }

    @Test
    void paramsAndResultsAreCarriedByteForByte() {
        for (String params :
                List.of("[ 1.10 ,{\"a\":1,\"a\":2}]", "{\"é\":\"\\u00e9\"}", "[1e400]")) {
            String answer = rpc.send(call("same", params, "7")).body();
            assertEquals("{\"jsonrpc\":\"2.0\",\"result\":" + params + ",\"id\":7}", answer);
        }
        String long1 = "9".repeat(5000);
        assertTrue(rpc.send(call("sum", "[1]", long1)).body().endsWith("\"id\":" + long1 + "}"));
    }

    @Test
    void callsOfABatchRunSideBySideAndComeBackInTheirOrder() throws Exception {
        String batch =
                "[%s,%s,%s]"
                        .formatted(
                                call("meet", "[]", "\"a\""),
                                call("meet", "[]", "\"b\""),
                                call("meet", "[]", "\"c\""));
        HttpResponse<String> answer = rpc.send(batch);
        JsonNode got = JSON.readTree(answer.body());
        String[] ids = header(answer, "Hera-Calls").split(", ", -1);
        assertEquals(3, Set.of(ids).size(), Arrays.toString(ids));
        for (int i = 0; i < 3; i++) {
            assertEquals(String.valueOf((char) ('a' + i)), got.get(i).get("id").asText());
            assertEquals(ids[i], got.get(i).get("result").asText());
        }
        assertEquals(ids[0], header(answer, "X-Request-UUID"));
        assertEquals("answered", header(answer, "Hera-Outcome"));
        assertTrue(header(answer, "Server-Timing").startsWith("total;dur="));
        assertTrue(!header(answer, "Hera-Worker").isEmpty());
        assertEquals("broker-1", header(answer, "Hera-Broker"));
    }

    @Test
    void eachCallOfABatchIsAuthorisedByItself() throws Exception {
        String mine = hera.tokenFor("mine", "call rpc mine.*");
        RpcCases own = new RpcCases(hera.brokers().getFirst(), mine, CLIENT);
        CallsIT.until(
                "the token is known",
                () -> own.send(call("mine.a", "[]", "1")).body().contains("result"));
        RAN.clear();
        HttpResponse<String> answer =
                own.send("[" + call("mine.a", "[]", "1") + "," + call("yours.a", "[]", "2") + "]");
        JsonNode got = JSON.readTree(answer.body());
        assertTrue(got.get(0).get("result").asBoolean());
        assertEquals(-32003, got.get(1).at("/error/code").asInt());
        assertEquals("not-executed", got.get(1).at("/error/data/outcome").asText());
        assertTrue(CallId.parse(got.get(1).at("/error/data/uuid").asText()).isPresent());
        assertEquals(Set.of("mine.a"), RAN);
    }

    @Test
    void whoIsNotKnownIsToldByHttpAndByJsonRpc() throws Exception {
        RpcCases stranger = new RpcCases(hera.brokers().getFirst(), "nobody", CLIENT);
        HttpResponse<String> answer = stranger.send(call("sum", "[1]", "1"));
        assertEquals(401, answer.statusCode());
        assertEquals(-32001, JSON.readTree(answer.body()).at("/error/code").asInt());
        assertEquals("not-executed", header(answer, "Hera-Outcome"));
        String note = "{\"jsonrpc\":\"2.0\",\"method\":\"yours.a\"}";
        RAN.clear();
        assertEquals(401, stranger.send(note).statusCode());
        assertEquals("", stranger.send(note).body());
        assertEquals(Set.of(), RAN);
    }

    @Test
    void aNotificationsHeadersSayWhatItsBodyMayNot() {
        HttpResponse<String> ran = rpc.send("{\"jsonrpc\":\"2.0\",\"method\":\"update\"}");
        assertEquals(204, ran.statusCode());
        assertEquals("answered", header(ran, "Hera-Outcome"));
        HttpResponse<String> lost = rpc.send("{\"jsonrpc\":\"2.0\",\"method\":\"nobody\"}");
        assertEquals(204, lost.statusCode());
        assertEquals("not-executed", header(lost, "Hera-Outcome"));
        assertTrue(CallId.parse(header(lost, "X-Request-UUID")).isPresent());
    }

    @Test
    void aHandlersOwnWordsReachTheCaller() throws Exception {
        JsonNode got = sent(call("told", "[]", "1"));
        assertEquals(1234, got.at("/error/code").asInt());
        assertEquals("taken \"already\"", got.at("/error/message").asText());
        assertEquals("answered", got.at("/error/data/outcome").asText());
    }

    @Test
    void aDeadlineAndNobodyAbleHaveTheirCodes() throws Exception {
        JsonNode late = sent(call("slow", "[]", "1"));
        assertEquals(-32031, late.at("/error/code").asInt(), late.toString());
        assertEquals("unknown", late.at("/error/data/outcome").asText());
        JsonNode later = sent(call("slow", "[]", "1"), "Hera-Deadline-Ms", "50");
        assertEquals(-32031, later.at("/error/code").asInt(), later.toString());
        Worker gone =
                Worker.named("gone")
                        .rpc("gone", call -> 1)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("gone"))
                        .start();
        gone.close();
        CallsIT.until(
                "nobody is able",
                () -> rpc.send(call("gone", "[]", "1")).body().contains("-32020"));
        JsonNode nobody = sent(call("gone", "[]", "1"));
        assertEquals(0, nobody.at("/error/data/candidates/connected").asInt(-1));
        assertEquals(503, nobody.at("/error/data/status").asInt());
    }

    @Test
    void aReplyHasItsLimitAndEveryCallStillAnAnswer() throws Exception {
        String batch =
                "[" + (call("big", "[]", "1") + ",").repeat(11) + call("big", "[]", "1") + "]";
        HttpResponse<String> answer = rpc.send(batch);
        JsonNode got = JSON.readTree(answer.body());
        assertEquals(12, got.size());
        assertTrue(answer.body().length() < (8 << 20) + 10_000, answer.body().length() + " bytes");
        String[] ids = header(answer, "Hera-Calls").split(", ", -1);
        int let = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean gone = got.get(i).at("/error/code").asInt() == -32603;
            let += gone ? 1 : 0;
            String id = ids[i];
            if (gone) {
                until(() -> record(id).hasNonNull("undelivered"));
            }
        }
        assertTrue(let >= 3 && let <= 4, let + " results were let go");
    }

    @Test
    void aMethodThatNobodyTakesAndOneThatIsTooLateAreOnRecord() {
        HttpResponse<String> none = rpc.send(call("nobodys", "[1]", "1"));
        JsonNode record = record(header(none, "X-Request-UUID"));
        assertEquals("not-executed", record.path("outcome").asText(), record.toString());
        assertEquals("no-such-endpoint", record.at("/response/kind").asText());
        assertEquals("nobodys", record.at("/request/path").asText());
        assertEquals("rpc", record.at("/request/origin").asText());
        assertEquals("[1]", record.at("/request/body").asText());
        HttpResponse<String> late = rpc.send(call("slow", "[]", "1"));
        String id = header(late, "X-Request-UUID");
        until(() -> record(id).path("outcome").asText().equals("unknown"));
        assertEquals(504, record(id).path("status").asInt());
    }

    private static JsonNode record(String id) {
        int port = hera.running().getFirst().node().linkPort();
        URI at = URI.create("http://127.0.0.1:" + port + "/_hera/api/calls/" + id);
        HttpRequest asked =
                HttpRequest.newBuilder(at)
                        .header("Authorization", "Bearer " + hera.token())
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try {
            return JSON.readTree(rpc.send(asked).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain");
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void whatHttpHasToSayIsSaidInHttp() {
        URI uri = hera.brokers().getFirst().resolve("/rpc");
        HttpRequest.Builder call =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + hera.token())
                        .timeout(Duration.ofSeconds(30));
        HttpResponse<String> get = rpc.send(call.copy().GET().build());
        assertEquals(405, get.statusCode());
        assertEquals("POST", header(get, "Allow"));
        assertTrue(CallId.parse(header(get, "X-Request-UUID")).isPresent());
        HttpRequest.BodyPublisher large =
                HttpRequest.BodyPublishers.ofString("[1]" + " ".repeat(1 << 20));
        assertEquals(413, rpc.send(call.copy().POST(large).build()).statusCode());
        assertEquals(415, rpc.send("[]", "Content-Encoding", "gzip").statusCode());
        assertEquals(400, rpc.send("[]", "Hera-Deadline-Ms", "soon").statusCode());
    }
}
