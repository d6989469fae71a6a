package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Calls of two brokers, found by asking either.
class FindCallsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EACH = 30;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    @TempDir static Path data;
    private static LocalPlatform hera;
    private static Worker worker;

    @BeforeAll
    static void callsOnBothBrokers() throws Exception {
        hera = new LocalPlatform.Opener().start(2, data);
        worker =
                Worker.named("finds")
                        .secret(hera.secretFor("finds"))
                        .zookeeper(hera.zookeeper())
                        .post("/0/good", call -> "good")
                        .post(
                                "/0/later",
                                Options.usual().accept(Accepting.always().rate(1000)),
                                _ -> {
                                    throw new CallException(422, "nonsense");
                                })
                        .post(
                                "/0/bad",
                                _ -> {
                                    throw new CallException(500, "it is broken");
                                })
                        .start();
        for (int broker = 0; broker < 2; broker++) {
            awaitServed(broker);
            for (int i = 0; i < EACH; i++) {
                call(broker, "/0/good?shop=a" + i, "{\"id\":\"fb-" + broker + "-" + i + "\"}");
            }
            call(broker, "/0/bad", "{}");
        }
    }

    private static void awaitServed(int broker) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!hera.running().get(broker).serves("POST /0/bad")) {
            assertTrue(System.nanoTime() - end < 0, "the worker is not there");
            LockSupport.parkNanos(10_000_000);
        }
    }

    @AfterAll
    static void stop() {
        worker.close();
        hera.close();
    }

    private static void call(int broker, String path, String body) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(hera.brokers().get(broker).resolve(path))
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        CLIENT.send(call, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(int broker, String path) {
        int port = hera.running().get(broker).node().linkPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + hera.token());
    }

    private static JsonNode ask(int broker, String path) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(to(broker, path).build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static String filter(String text) {
        return "filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode post(String action, String json, String token) throws Exception {
        HttpRequest question =
                to(0, "/_hera/api/calls/" + action)
                        .setHeader("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> answer = CLIENT.send(question, BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    @Test
    void anyBrokerShowsTheCallsOfAllPageByPage() throws Exception {
        for (int broker = 0; broker < 2; broker++) {
            List<String> found = new ArrayList<>();
            String cursor = "";
            boolean more = true;
            while (more) {
                String path =
                        "/_hera/api/calls?limit=7&cursor=%s&%s"
                                .formatted(cursor, filter("endpoint:\"POST /0/good\" caller:test"));
                JsonNode page = ask(broker, path);
                page.path("calls").forEach(call -> found.add(call.path("uuid").asText()));
                more = page.path("more").asBoolean();
                cursor = page.path("cursor").asText();
                assertTrue(page.path("missing").isEmpty(), page.toString());
            }
            assertEquals(2 * EACH, new HashSet<>(found).size());
            assertEquals(found.stream().sorted(Comparator.reverseOrder()).toList(), found);
        }
    }

    @Test
    void whatAndWhereIsFound() throws Exception {
        JsonNode bad = ask(1, "/_hera/api/calls?" + filter("status:5xx after:1h settled:no"));
        assertEquals(2, bad.path("calls").size(), bad.toString());
        JsonNode one = ask(0, "/_hera/api/calls?" + filter("body~\"fb-1-17\" query.shop:a17"));
        assertEquals(1, one.path("calls").size());
        assertEquals(
                hera.running().get(1).node().id(),
                one.path("calls").path(0).path("broker").asText());
    }

    @Test
    void acceptedCallsThatWereGivenUpAreFoundAndNotRemoved() throws Exception {
        call(1, "/0/later", "{}");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String parked = "state:parked quarantined:no";
        while (ask(0, "/_hera/api/calls?" + filter(parked)).path("calls").isEmpty()) {
            assertTrue(System.nanoTime() - end < 0, "the call is not parked");
            LockSupport.parkNanos(50_000_000);
        }
        String sure = "{\"filter\":\"" + parked + "\",\"sure\":true}";
        JsonNode answer = post("delete", sure, hera.token());
        assertEquals(0, answer.path("done").asInt());
        assertEquals(1, answer.path("waiting").asInt());
        JsonNode held = ask(1, "/_hera/api/calls/count?" + filter("quarantined:yes"));
        assertEquals(0, held.path("calls").asInt());
    }

    @Test
    void countsAreSums() throws Exception {
        JsonNode count = ask(1, "/_hera/api/calls/count?" + filter("-endpoint:\"POST /0/new\""));
        assertEquals(2 * EACH, count.path("endpoints").path("POST /0/good").asInt());
        assertEquals(2, count.path("endpoints").path("POST /0/bad").asInt());
    }

    @Test
    void aFilterThatCannotBeReadIsPointedAt() throws Exception {
        HttpRequest wrong = to(0, "/_hera/api/calls?" + filter("outcome:lost")).build();
        HttpResponse<String> answer = CLIENT.send(wrong, BodyHandlers.ofString());
        assertEquals(400, answer.statusCode());
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals(8, problem.path("column").asInt());
        assertTrue(problem.path("detail").asText().contains("not-executed"), answer.body());
        JsonNode choices = ask(0, "/_hera/api/calls/complete?" + filter("caller:a outcome:un"));
        assertEquals("unknown", choices.path("choices").path(0).path("text").asText());
        assertEquals(17, choices.path("from").asInt());
    }

    @Test
    void aStreamSendsWhatItFindsAndEnds() throws Exception {
        String path = "/_hera/api/calls/stream?limit=5&" + filter("endpoint:\"POST /0/good\"");
        HttpResponse<Stream<String>> answer =
                CLIENT.send(to(0, path).build(), BodyHandlers.ofLines());
        List<String> lines = answer.body().toList();
        assertEquals(6, lines.size());
        assertTrue(JSON.readTree(lines.getLast()).path("end").path("more").asBoolean());
    }

    @Test
    void aTailShowsCallsOfEveryBrokerAsTheyEnd() throws Exception {
        String path = "/_hera/api/calls/tail?" + filter("body~tailed");
        HttpResponse<Stream<String>> answer =
                CLIENT.send(to(0, path).build(), BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            Iterator<String> all = lines.iterator();
            all.next();
            call(1, "/0/good", "{\"a\":\"tailed\"}");
            call(0, "/0/good", "{\"a\":\"tailed\"}");
            assertEquals(2, untilTwo(all));
        }
        assertEquals(1, deleted("body~tailed", 2));
    }

    private static long untilTwo(Iterator<String> lines) throws IOException {
        HashSet<String> brokers = new HashSet<>();
        for (int i = 0; i < 500 && brokers.size() < 2; i++) {
            JsonNode call = JSON.readTree(lines.next()).path("call");
            if (call.isObject()) {
                brokers.add(call.path("broker").asText());
            }
        }
        return brokers.size();
    }

    /// Removes what the filter finds; how often it had to be asked.
    private static int deleted(String filter, int expected) throws Exception {
        String quoted = JSON.writeValueAsString(filter);
        JsonNode counted = post("delete", "{\"filter\":" + quoted + "}", hera.token());
        assertEquals(expected, counted.path("calls").asInt(), counted.toString());
        String sure = "{\"filter\":" + quoted + ",\"sure\":true}";
        JsonNode done = post("delete", sure, hera.token());
        assertEquals(expected, done.path("done").asInt(), done.toString());
        assertEquals(0, ask(1, "/_hera/api/calls?" + filter(filter)).path("calls").size());
        return 1;
    }

    @Test
    void callsAreKeptByFilter() throws Exception {
        String filter = "{\"filter\":\"query.shop:a3,a4\",\"sure\":true}";
        assertEquals(4, post("pin", filter, hera.token()).path("done").asInt());
        assertEquals(0, post("pin", filter, hera.token()).path("done").asInt());
        JsonNode pinned = ask(1, "/_hera/api/calls?" + filter("pinned:yes"));
        assertEquals(4, pinned.path("calls").size());
        assertEquals(4, post("unpin", filter, hera.token()).path("done").asInt());
    }

    @Test
    void whoMayOnlyLookRemovesNothing() throws Exception {
        String reader = hera.tokenFor("reader", "admin:read");
        String nobody = hera.tokenFor("nobody", "call *");
        String all = "{\"filter\":\"before:0s\",\"sure\":true}";
        assertEquals(401, post("delete", all, "wrong").path("status").asInt());
        for (String token : List.of(reader, nobody)) {
            JsonNode answer = post("delete", all, token);
            int status = answer.path("status").asInt();
            assertTrue(status == 403 || status == 401, answer.toString());
        }
        JsonNode empty = post("delete", "{\"filter\":\" \",\"sure\":true}", hera.token());
        assertEquals(400, empty.path("status").asInt());
        assertEquals(2, ask(0, "/_hera/api/calls?" + filter("status:5xx")).path("calls").size());
    }
}
