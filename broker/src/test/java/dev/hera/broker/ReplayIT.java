package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Recorded calls go out again as they were, marked and linked, and only as far as is allowed.
class ReplayIT {
    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();
    private static LocalPlatform hera;
    private static ReplayDesk desk;
    private static Worker worker;

    /// What a handler saw of a call.
    private record Seen(
            String uuid,
            String body,
            boolean replay,
            String caller,
            String of,
            String grant,
            Instant receivedAt) {
        static Seen of(Context call) {
            return new Seen(
                    call.uuid().toString(),
                    call.tree().path("n").asText(),
                    call.isReplay(),
                    call.caller(),
                    call.header("hera-replay-of").orElse(""),
                    call.header("hera-grant").orElse(""),
                    call.receivedAt());
        }
    }

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
        desk = new ReplayDesk(hera);
        worker =
                Worker.named("shop")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("shop", "* /0/"))
                        .post("/0/look", Options.usual().idempotent(), ReplayIT::handled)
                        .post("/0/slow", Options.usual().idempotent(), ReplayIT::handled)
                        .post("/0/secret", Options.usual().idempotent(), ReplayIT::handled)
                        .post("/0/pay", ReplayIT::handled)
                        .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
        desk.close();
        hera.close();
    }

    private static Map<String, String> handled(Context call) {
        SEEN.add(Seen.of(call));
        return Map.of("status", "OK");
    }

    private static String calls(String path, int count) {
        String before = Instant.now().toString();
        for (int i = 0; i < count; i++) {
            assertEquals(200, desk.call(path, "{\"n\":" + i + "}").statusCode());
        }
        return "endpoint:\"POST %s\" after:%s".formatted(path, before);
    }

    private static ObjectNode wanted(String filter, String... flags) {
        return desk.wanted(filter, "live", 0, flags);
    }

    @Test
    void callsGoOutAgainAsTheyWereMarkedAndLinked() {
        String filter = calls("/0/look", 12);
        List<Seen> then = List.copyOf(SEEN);
        JsonNode plan = desk.plan(wanted(filter));
        assertEquals(12, plan.path("forecast").path("sendable").asInt(), plan.toString());
        assertEquals(12, plan.path("forecast").path("endpoints").path("POST /0/look").asInt());
        assertTrue(plan.path("forecast").path("slots").asInt() > 0, plan.toString());
        JsonNode done = desk.run(plan);
        assertEquals(12, done.path("counts").path("answered").asInt(), done.toString());
        JsonNode pairs = desk.get("/" + plan.path("id").asText() + "/calls").path("calls");
        assertEquals(12, pairs.size());
        for (JsonNode pair : pairs) {
            Seen first = seen(then, pair.path("original").asText());
            Seen again = seen(SEEN, pair.path("replay").asText());
            assertFalse(first.replay());
            assertTrue(again.replay());
            assertEquals(first.body(), again.body());
            assertEquals(first.caller(), again.caller());
            assertEquals("call *", again.grant());
            assertEquals(first.uuid(), again.of());
            assertEquals(first.receivedAt(), again.receivedAt());
            JsonNode record = desk.record(again.uuid());
            String origin = record.path("request").path("origin").asText();
            assertEquals("replay " + first.uuid(), origin);
        }
        JsonNode twice = desk.plan(wanted(filter));
        assertEquals(12, twice.path("forecast").path("found").asInt(), "replays are not replayed");
        assertEquals(12, twice.path("forecast").path("sentBefore").asInt());
        assertTrue(desk.refusal(twice, "start").contains("flag again"));
        JsonNode forced = desk.run(desk.plan(wanted(filter, "again")));
        assertEquals(12, forced.path("counts").path("answered").asInt(), forced.toString());
    }

    private static Seen seen(Iterable<Seen> all, String uuid) {
        for (Seen one : all) {
            if (one.uuid().equals(uuid)) {
                return one;
            }
        }
        throw new AssertionError("no worker saw " + uuid);
    }

    @Test
    void whatMayHaveRunIsSentOnlyWhenThatIsAllowed() {
        String filter = calls("/0/pay", 3);
        JsonNode plan = desk.plan(wanted(filter));
        assertEquals(3, plan.path("forecast").path("effects").asInt(), plan.toString());
        assertTrue(desk.refusal(plan, "start").contains("3 of 3 calls may have run"));
        JsonNode done = desk.run(desk.plan(wanted(filter, "effects")));
        assertEquals(3, done.path("counts").path("answered").asInt(), done.toString());
    }

    @Test
    void whatWasMaskedIsSentOnlyWhenThatIsAllowed() {
        String before = Instant.now().toString();
        String secret = "{\"n\":\"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmno\"}";
        assertEquals(200, desk.call("/0/secret", secret).statusCode());
        assertEquals(200, desk.call("/0/secret", "{\"n\":1}").statusCode());
        String filter = "endpoint:\"POST /0/secret\" after:" + before;
        JsonNode plan = desk.plan(wanted(filter));
        assertEquals(2, plan.path("forecast").path("found").asInt(), plan.toString());
        assertEquals(1, plan.path("forecast").path("sendable").asInt(), plan.toString());
        assertTrue(plan.path("forecast").path("leftOut").toString().contains("masked"));
        JsonNode allowed = desk.plan(wanted(filter, "masked"));
        assertEquals(2, allowed.path("forecast").path("sendable").asInt(), allowed.toString());
        assertEquals(1, allowed.path("forecast").path("masked").asInt(), allowed.toString());
        JsonNode done = desk.run(allowed);
        assertEquals(2, done.path("counts").path("answered").asInt(), done.toString());
        assertTrue(SEEN.stream().anyMatch(s -> s.replay() && s.body().contains("masked:")));
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        String url = desk.refused(desk.wanted("after:1h", "http://evil.example/", 1));
        assertTrue(url.contains("no role (live, candidate) and no worker"), url);
        String caret = desk.refused(wanted("after:1h colour:red"));
        assertTrue(caret.contains("\n") && caret.endsWith("^"), caret);
        assertTrue(desk.refused(wanted("")).contains("either a filter or ids"));
        assertTrue(desk.refused(wanted("after:1h", "loud")).contains("effects, masked"));
        JsonNode none = desk.plan(wanted("endpoint:\"POST /0/never\""));
        assertTrue(desk.refusal(none, "start").contains("no call can be sent"));
    }

    @Test
    void aReplayIsPausedChangedAndCancelled() {
        String filter = calls("/0/slow", 20);
        JsonNode plan = desk.plan(desk.wanted(filter, "live", 0.001));
        desk.act(plan, "start");
        desk.await(plan, json -> json.path("done").asInt() == 1);
        assertEquals("paused", desk.act(plan, "pause").path("phase").asText());
        desk.rate(plan, 1_000);
        assertEquals(1, desk.view(plan).path("done").asInt());
        assertEquals("running", desk.act(plan, "resume").path("phase").asText());
        JsonNode done = desk.await(plan, json -> json.path("phase").asText().equals("done"));
        assertEquals(20, done.path("counts").path("answered").asInt(), done.toString());
        assertTrue(desk.refusal(plan, "pause").contains("done"));
        assertTrue(desk.slower(plan).contains("does not run"));
        assertEquals(1_000, desk.view(plan).path("perSecond").asInt(), "as it was");

        JsonNode other = desk.plan(desk.wanted(filter, "live", 0.001, "again"));
        desk.act(other, "start");
        desk.await(other, json -> json.path("done").asInt() == 1);
        desk.act(other, "cancel");
        JsonNode ended = desk.await(other, json -> !json.path("endedAt").asText().isEmpty());
        assertEquals("cancelled", ended.path("phase").asText());
        assertEquals(1, ended.path("done").asInt());
    }
}
