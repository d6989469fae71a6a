package dev.hera.broker;

import static dev.hera.broker.ReplayDesk.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// Calls that several brokers have recorded are one replay at any of them.
class ReplayAcrossIT {
    private static final Queue<Integer> REPLAYED = new ConcurrentLinkedQueue<>();
    private static LocalPlatform hera;
    private static ReplayDesk desk;
    private static Worker worker;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        desk = new ReplayDesk(hera);
        worker =
                Worker.named("shop")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("shop", "* /0/"))
                        .post("/0/look", Options.usual().idempotent(), ReplayAcrossIT::look)
                        .start();
        until(
                "the worker is at both brokers",
                () -> hera.running().stream().allMatch(one -> one.serves("POST /0/look")));
    }

    private static String look(Context call) {
        if (call.isReplay()) {
            REPLAYED.add(call.tree().path("n").asInt());
        }
        return "looked";
    }

    @AfterAll
    static void stop() {
        worker.close();
        desk.close();
        hera.close();
    }

    @Test
    void callsOfAllBrokersGoOutOnceInTheirOrder() {
        String filter = "endpoint:\"POST /0/look\" after:" + Instant.now();
        List<String> uuids = new ArrayList<>();
        REPLAYED.clear();
        for (int n = 0; n < 20; n++) {
            var answer = desk.call(n % 2, "/0/look", "{\"n\":" + n + "}");
            assertEquals(200, answer.statusCode(), answer.body());
            uuids.add(answer.headers().firstValue("X-Request-UUID").orElseThrow());
        }
        JsonNode plan = desk.plan(desk.wanted(filter, "live", 0).put("inFlight", 1));
        JsonNode forecast = plan.path("forecast");
        assertEquals(20, forecast.path("sendable").asInt(), plan.toString());
        assertEquals(10, forecast.path("elsewhere").path("broker-2").asInt(), plan.toString());
        assertEquals(0, forecast.path("missing").size(), plan.toString());
        JsonNode done = desk.run(plan);
        assertEquals(20, done.path("counts").path("answered").asInt(), done.toString());
        // of one millisecond, ids of two brokers follow each other as they will
        List<Integer> order =
                IntStream.range(0, 20).boxed().sorted(Comparator.comparing(uuids::get)).toList();
        assertEquals(order, List.copyOf(REPLAYED));

        try (ReplayDesk other = desk.at(1)) {
            JsonNode twice = other.plan(desk.wanted(filter, "live", 0));
            assertEquals(20, twice.path("forecast").path("sentBefore").asInt(), twice.toString());
            assertTrue(other.refusal(twice, "start").contains("flag again"));
        }

        ObjectNode named = desk.wanted("", "live", 0, "again");
        named.putArray("ids").add(uuids.get(0)).add(uuids.get(1));
        JsonNode two = desk.plan(named);
        assertEquals(2, two.path("forecast").path("sendable").asInt(), two.toString());
        assertEquals(2, desk.run(two).path("counts").path("answered").asInt());

        hera.running().get(1).close();
        until("the plan says that a broker is away", () -> !missing(filter).isEmpty());
        assertTrue(missing(filter).toString().contains("broker-2"), missing(filter).toString());
    }

    @Test
    void whoDoesNotSignLearnsNothing() throws Exception {
        String id = "01a1ff11-1bde-73f3-a466-36b018dcd8e2";
        for (String question :
                List.of(
                        "gather?filter=&at=1&behind=",
                        "gather?filter=&at=never&behind=",
                        "sent?target=live&from=" + id + "&to=" + id,
                        "sent?target=live")) {
            int port = hera.running().getFirst().node().linkPort();
            URI at = URI.create("http://127.0.0.1:" + port + "/_hera/peer/" + question);
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(at)
                                        .header("Authorization", "Bearer " + hera.token())
                                        .header("Hera-Peer", "test 1 2")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(401, answer.statusCode(), question);
                assertEquals("", answer.body(), question);
            }
        }
    }

    private static JsonNode missing(String filter) {
        JsonNode forecast = desk.plan(desk.wanted(filter, "live", 0)).path("forecast");
        assertEquals(
                10 + (forecast.path("missing").isEmpty() ? 10 : 0),
                forecast.path("sendable").asInt(),
                forecast.toString());
        return forecast.path("missing");
    }
}
