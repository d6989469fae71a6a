package dev.hera.trials.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.trials.Platform;
import dev.hera.trials.replay.Rush.Told;
import dev.hera.worker.test.HeraReplay;
import dev.hera.worker.test.ReplayedCall;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What was recorded is the truth of then: for what handlers call, for who called them and when,
/// for tests, and for what is left of an incident. Brokers, HAProxy, every worker and every command
/// are processes of their own; tests share them, in any order. With `-Dhera.replay.long=true` the
/// workers of the incident are away for a minute.
class AsOfThenIT {
    private static final int CALLS = 20;
    private static final int REFUSED = Boolean.getBoolean("hera.replay.long") ? 800 : 20;
    private static final String EXPORT = "target/as-of-then.calls.jsonl";
    private static final String NEW_CALL = "remote GET /1/stock/{n}";

    private static Platform platform;
    private static Operator operator;
    private static Crowd crowd;
    private static Api api;
    private static Stalls stalls;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        platform = Platform.up(data, "--brokers", "2", "--workers", "1");
        operator = new Operator(platform);
        crowd = new Crowd(platform);
        api = new Api(platform);
        stalls = new Stalls(platform, api);
        stalls.open("desk", "desk", "live");
        stalls.open("prices", "prices", "live");
        stalls.open("till-1", "till", "live");
        stalls.open("till-2", "till", "live");
        stalls.awaitKnown("desk", "prices", "till-1", "till-2");
        String filter = crowd.record(Stall.OFFER, 4, 200);
        operator.text("calls", "export", filter, "--to", EXPORT, "--force");
    }

    @AfterAll
    static void stop() {
        stalls.close();
        api.close();
        crowd.close();
        platform.close();
    }

    /// Replays these without running what they call, and asserts that nobody but the
    /// target was called.
    private static JsonNode hermetic(int calls, String filter, String... more) {
        long asked = stalls.asked();
        List<String> plan = new ArrayList<>(List.of(more));
        plan.addAll(List.of("--hermetic", "--flag", "compare"));
        JsonNode report =
                operator.started(operator.planned(calls, filter, plan.toArray(String[]::new)));
        assertEquals(asked, stalls.asked(), "somebody was really asked");
        assertEquals(calls, report.path("counts").path("answered").asInt(), report.toString());
        assertEquals(calls, report.path("compared").path("compared").asInt(), report.toString());
        return report;
    }

    private static void assertAsThen(int calls, String filter, String... more) {
        JsonNode report = hermetic(calls, filter, more);
        assertEquals(0, report.path("different").asInt(), report.toString());
    }

    @Test
    void whatADeskAskedIsAnsweredAsThenWhenPricesAreAwayOrHaveChanged() throws Exception {
        long asked = stalls.asked();
        String filter = crowd.record(Stall.OFFER, CALLS, 200);
        assertEquals(asked + 2 * CALLS, stalls.asked(), "void: a desk needs no prices");
        stalls.kill("prices");
        assertTrue(crowd.called(platform.broker(1), Stall.OFFER, -1) >= 500, "void: prices answer");
        assertAsThen(CALLS, filter);
        stalls.open("dearer", "dearer", "live");
        stalls.awaitKnown("dearer");
        crowd.awaitAll(Stall.OFFER, 200);
        int noted = stalls.notes("desk").size();
        assertAsThen(CALLS, filter, "--flag", "again");
        Set<String> originals = new HashSet<>();
        stalls.notes("desk", noted).forEach(note -> originals.add(note.of()));
        assertEquals(CALLS, originals.size());
        assertEquals(CALLS, stalls.notes("desk", noted).size());
    }

    @Test
    void whatAVersionAsksThatNobodyAskedThenIsRefusedAndReported() throws Exception {
        String filter = crowd.record(Stall.OFFER, CALLS, 200);
        stalls.open("curious", "curious", "candidate");
        stalls.awaitKnown("curious");
        JsonNode report = hermetic(CALLS, filter, "--target", "candidate");
        assertEquals(CALLS, report.path("different").asInt(), report.toString());
        JsonNode groups = report.path("compared").path("groups");
        assertEquals(1, groups.size(), report.toString());
        assertEquals(CALLS, groups.path(0).path("calls").asInt(), report.toString());
        assertEquals("[\"" + NEW_CALL + "\"]", groups.path(0).path("paths").toString());
        String text = operator.text("replay", "report", report.path("id").asText());
        assertTrue(text.contains("20: POST /0/offer " + NEW_CALL), text);
        assertTrue(text.contains("absent -> GET /1/stock/"), text);
        List<Note> notes = stalls.notes("curious");
        assertEquals(CALLS, notes.size());
        for (Note note : notes) {
            assertTrue(note.said().startsWith("NOT_EXECUTED"), note.said());
            assertTrue(note.said().contains("made no such call"), note.said());
        }
    }

    @Test
    void aHandlerIsToldWhoCalledWhenAndWhatAllowedItAlsoWhenTheTokenIsRevoked() throws Exception {
        String[] scopes = {"--scope=call POST /0/", "--scope=call GET /1/"};
        JsonNode made = operator.token("create", "--id=hazel", scopes[0], scopes[1]);
        try (Crowd hazel = new Crowd(platform, made.path("token").asText())) {
            hazel.awaitAll(Stall.OFFER, 200);
            int before = stalls.notes("desk").size();
            String filter = hazel.record(Stall.OFFER, CALLS, 200) + " caller:hazel";
            Map<String, Note> then = new HashMap<>();
            stalls.notes("desk", before).forEach(note -> then.put(note.uuid(), note));
            operator.token("revoke", "hazel");
            hazel.awaitAll(Stall.OFFER, 401);
            int revoked = stalls.notes("desk").size();
            assertAsThen(CALLS, filter);
            List<Note> replayed = stalls.notes("desk", revoked);
            assertEquals(CALLS, replayed.size());
            for (Note note : replayed) {
                Note first = then.remove(note.of());
                assertSameButReplayed(Objects.requireNonNull(first, note.toString()), note);
            }
        }
    }

    private static void assertSameButReplayed(Note then, Note now) {
        assertFalse(then.replay() || then.hermetic(), then.toString());
        assertTrue(now.replay() && now.hermetic(), now.toString());
        assertEquals("hazel", then.caller());
        assertEquals("hazel", now.caller());
        assertEquals("call POST /0/", now.grant());
        assertEquals(then.receivedAt(), now.receivedAt());
        assertEquals(then.n(), now.n());
    }

    @HeraReplay(EXPORT)
    void exportedCallsAreTestsWithoutANetwork(ReplayedCall call) {
        long asked = stalls.asked();
        call.answeredAsThen(Stall.desk());
        List<String> paths =
                call.differences(Stall.curious()).stream().map(one -> one.path()).toList();
        assertEquals(List.of(NEW_CALL), paths);
        assertEquals(asked, stalls.asked(), "somebody was really asked");
    }

    @Test
    void eachTermFindsACallAndItsOppositeDoesNot() throws Exception {
        String after = "after:" + Instant.now();
        String body = "{\"n\":7,\"note\":\"hazel-4711\"}";
        HttpResponse<String> answer =
                crowd.call(platform.url(), Stall.OFFER, body, "User-Agent", "hazel/1");
        String uuid = answer.headers().firstValue("X-Request-UUID").orElseThrow();
        JsonNode call = operator.json("calls", "show", uuid);
        assertWhole(call, body);
        List<String> terms =
                List.of(
                        after,
                        "before:" + Instant.now().plusMillis(1),
                        "endpoint:\"POST /0/offer\"",
                        "outcome:answered",
                        "status:200",
                        "worker:" + call.path("response").path("worker").asText(),
                        "caller:caller",
                        "took<10m",
                        "header.user-agent:hazel/1",
                        "body~\"hazel-4711\"");
        for (String term : terms) {
            assertEquals(1, api.count("id:" + uuid + " " + term), term);
            assertEquals(0, api.count("id:" + uuid + " -" + term), term);
        }
        JsonNode found = operator.json("calls", "list", String.join(" ", terms));
        assertEquals(uuid, found.path("uuid").asText(), found.toString());
    }

    /// With its attempt, why that worker was chosen, and where the time went.
    private static void assertWhole(JsonNode call, String body) {
        assertEquals("answered", call.path("outcome").asText(), call.toString());
        assertEquals(body, call.path("request").path("body").asText(), call.toString());
        assertEquals(1, call.path("attempts").size(), call.toString());
        JsonNode attempt = call.path("attempts").path(0);
        String worker = call.path("response").path("worker").asText();
        assertEquals(worker, attempt.path("worker").asText(), call.toString());
        assertTrue(attempt.path("decision").toString().contains(worker), call.toString());
        JsonNode ledger = call.path("ledgerMs");
        double parts = 0;
        for (String part : List.of("journal", "queue", "wire", "worker", "broker")) {
            parts += ledger.path(part).asDouble();
        }
        assertTrue(ledger.path("worker").asDouble() > 0, ledger.toString());
        assertEquals(ledger.path("total").asDouble(), parts, 0.001, ledger.toString());
    }

    @Test
    void afterAnIncidentWhatFailedIsTriedOnTheMendedVersionAndThenProcessed() throws Exception {
        String after = Instant.now().toString();
        Rush rush = new Rush(platform, crowd, Stall.ORDER);
        try (rush) {
            noon(rush);
        }
        assertEquals(0, rush.count(told -> told.status() == 0), "void: calls without an answer");
        Instant ended = Instant.now().plusMillis(1);
        String incident =
                "endpoint:\"POST /0/order\" -origin:replay status:5xx after:%s before:%s"
                        .formatted(after, ended);
        int all = rush.count(Told::failed);
        assertEquals(all, operator.json("calls", "count", incident).path("calls").asInt());
        stalls.open("mended-1", "mended", "candidate");
        stalls.awaitKnown("mended-1");
        tried(incident, all, rush.count(told -> told.failed() && told.is("answered")));
        stalls.open("mended-2", "mended", "live");
        stalls.awaitKnown("mended-2");
        stalls.kill("till-3");
        processed(incident, ended, rush.numbers(told -> told.failed() && !told.is("unknown")));
    }

    /// Some orders fail, then the workers are gone while callers go on, then one comes back.
    private static void noon(Rush rush) throws Exception {
        rush.awaitMore(3, "failures", told -> told.status() == 500);
        stalls.kill("till-1");
        stalls.kill("till-2");
        rush.awaitMore(REFUSED, "refusals", told -> told.is("not-executed"));
        stalls.open("till-3", "till", "live");
        stalls.awaitKnown("till-3");
        rush.awaitMore(5, "sales", told -> told.status() == 200);
    }

    /// The candidate takes what had failed, and the report says so; the rest had no answer then.
    private static void tried(String incident, int all, int failed) {
        String[] plan = {"--target", "candidate", "--flag", "effects", "--flag", "compare"};
        JsonNode report = operator.started(operator.planned(all, incident, plan));
        assertEquals(all, report.path("counts").path("answered").asInt(), report.toString());
        JsonNode compared = report.path("compared");
        assertEquals(failed, compared.path("compared").asInt(), report.toString());
        assertEquals(failed, report.path("different").asInt(), report.toString());
        assertEquals(all - failed, compared.path("incomparable").asInt(), report.toString());
        for (JsonNode group : compared.path("groups")) {
            assertTrue(group.path("paths").toString().contains("\"status\""), report.toString());
        }
        assertEquals(all, stalls.notes("mended-1").size());
    }

    /// What failed and what nobody ran, at 20 a second, each once and under an id of its own.
    private static void processed(String incident, Instant ended, Map<String, Integer> left) {
        String[] plan = {"--rate", "20", "--flag", "effects"};
        String id = operator.planned(left.size(), incident + " -outcome:unknown", plan);
        JsonNode report = operator.started(id);
        Duration took =
                Duration.between(
                        Instant.parse(report.path("startedAt").asText()),
                        Instant.parse(report.path("endedAt").asText()));
        assertTrue(took.toMillis() >= (left.size() - 1) * 45L, "faster than 20 a second: " + took);
        Map<String, Integer> ran = new HashMap<>();
        for (Note note : stalls.notes("mended-2")) {
            if (note.replay()) {
                assertEquals(null, ran.put(note.of(), note.n()), note + " ran twice");
                assertEquals("caller, call *", note.caller() + ", " + note.grant());
                assertTrue(Instant.parse(note.receivedAt()).isBefore(ended), note.toString());
            }
        }
        assertEquals(left, ran);
        Set<String> told = new HashSet<>();
        for (JsonNode one : operator.json("replay", "calls", id).path("calls")) {
            assertEquals("answered", one.path("outcome").asText(), one.toString());
            told.add(one.path("original").asText());
        }
        assertEquals(left.keySet(), told);
    }
}
