package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A candidate's answers are held against those of then; noise is told apart from change.
class ReplayCompareIT {
    private static final int CALLS = 100;
    private static LocalPlatform hera;
    private static ReplayDesk desk;
    private static List<Worker> current;
    private static String filter;
    private static String secret;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
        desk = new ReplayDesk(hera);
        secret = hera.secretFor("shop", "* /0/");
        current =
                List.of(
                        worker("one", "live", ReplayCompareIT::price),
                        worker("two", "live", ReplayCompareIT::price));
        String before = Instant.now().toString();
        for (int i = 0; i < CALLS; i++) {
            assertEquals(200, desk.call("/0/price", "{\"n\":" + i + "}").statusCode());
        }
        filter = "endpoint:\"POST /0/price\" after:" + before;
    }

    private static Worker worker(String instance, String role, Handler handler) {
        return Worker.named("shop")
                .zookeeper(hera.zookeeper())
                .secret(secret)
                .instance(instance)
                .role(role)
                .post("/0/price", Options.usual().idempotent(), handler)
                .start();
    }

    @AfterAll
    static void stop() {
        current.forEach(Worker::close);
        desk.close();
        hera.close();
    }

    private static Map<String, Object> price(Context call) {
        int n = call.tree().path("n").asInt();
        return answer(n, n * 10);
    }

    private static Map<String, Object> answer(int n, int price) {
        return Map.of(
                "at", Instant.now().toString(),
                "trace", Map.of("id", UUID.randomUUID().toString()),
                "items", List.of(Map.of("n", n, "price", price), Map.of("n", n, "price", 7)));
    }

    /// Answers one call in a hundred with another price.
    private static Map<String, Object> dearer(Context call) {
        int n = call.tree().path("n").asInt();
        return answer(n, n == 37 ? 371 : n * 10);
    }

    private static JsonNode compared(Handler handler) {
        try (Worker candidate = worker("next", "candidate", handler)) {
            ObjectNode wanted = desk.wanted(filter, "candidate", 0, "compare", "again");
            JsonNode plan = desk.plan(wanted);
            assertEquals(CALLS, plan.path("forecast").path("sendable").asInt(), plan.toString());
            JsonNode done = desk.run(plan);
            assertEquals(CALLS, done.path("counts").path("answered").asInt(), done.toString());
            assertFalse(candidate.links().isEmpty(), "void: the candidate was away");
            assertEquals(CALLS, done.path("compared").path("compared").asInt(), done.toString());
            return done.path("compared");
        }
    }

    @Test
    void onePlantedChangeIsReportedWithItsPathAndNothingElse() {
        JsonNode found = compared(ReplayCompareIT::dearer);
        assertEquals(1, found.path("groups").size(), found.toString());
        JsonNode group = found.path("groups").path(0);
        assertEquals("POST /0/price", group.path("endpoint").asText());
        assertEquals(1, group.path("calls").asInt());
        assertEquals("[\"$.items[*].price\"]", group.path("paths").toString());
        JsonNode difference = group.path("samples").path(0).path("differences").path(0);
        assertEquals("370", difference.path("was").asText(), found.toString());
        assertEquals("371", difference.path("now").asText(), found.toString());
        assertEquals(0, found.path("withoutBaseline").asInt(), found.toString());
    }

    @Test
    void anEqualCandidateWithTimesAndRandomIdsPasses() {
        JsonNode found = compared(ReplayCompareIT::price);
        assertEquals(0, found.path("groups").size(), found.toString());
        String noise = found.path("noise").path("POST /0/price").toString();
        assertTrue(noise.contains("$.at") && noise.contains("$.trace.id"), noise);
    }
}
