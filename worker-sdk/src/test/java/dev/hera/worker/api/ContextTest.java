package dev.hera.worker.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Path, query and body reach the handler merged, and each on its own.
class ContextTest {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    /// What a caller may send by path, query or body.
    record Filter(int id, @Nullable Boolean open, @Nullable List<Integer> codes, String name) {}

    @Test
    void thePathWinsOverTheQueryAndTheQueryOverTheBody() throws IOException {
        Context call =
                call(
                        Map.of("id", "7"),
                        "id=8&open=true",
                        json("{\"id\":9,\"open\":false,\"name\":\"n\"}"),
                        JSON);
        assertEquals(tree("{'id':'7','open':'true','name':'n'}"), call.params());
        assertEquals(7, call.param("id", Integer.class));
        assertEquals("7", call.param("id", String.class));
        assertTrue(call.param("open", Boolean.class));
        assertEquals(new Filter(7, true, null, "n"), call.params(Filter.class));
    }

    @Test
    void eachStandsOnItsOwn() throws IOException {
        Context call = call(Map.of("id", "7"), "id=8&id=9", json("{\"id\":10}"), JSON);
        assertEquals("7", call.path("id"));
        assertEquals("8", call.query("id").orElseThrow());
        assertEquals(Map.of("id", List.of("8", "9")), call.query());
        assertEquals(tree("{'id':10}"), call.tree());
        assertEquals("{\"id\":10}", new String(call.bytes(), StandardCharsets.UTF_8));
        assertEquals(JSON, call.contentType().orElseThrow());
    }

    @Test
    void aFormIsMergedLikeAQuery() {
        Body form =
                new Body.Binary(
                        "name=J%C3%BCrgen+K&codes=1&codes=2".getBytes(StandardCharsets.UTF_8));
        Context call = call(Map.of("id", "7"), "", form, FORM);
        assertEquals(new Filter(7, null, List.of(1, 2), "Jürgen K"), call.params(Filter.class));
        assertEquals("Jürgen K", call.param("name", String.class));
    }

    @Test
    void aBodyOfAnotherKindAddsNothing() {
        byte[] gif = {'G', 'I', 'F', 0};
        Context call = call(Map.of(), "a=1", new Body.Binary(gif), "image/gif");
        assertEquals(1, call.params().size());
        assertArrayEquals(gif, call.bytes());
        assertEquals(400, assertThrows(CallException.class, call::tree).status());
        assertEquals(0, call(Map.of(), "", json("[1]"), JSON).params().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n=x", "n=", "n=1.5", "n=0x10", "n=1&n=2", "n=%201x", "n=true", "n=[1]", "n"
            })
    void whatIsNoNumberIsRefusedByName(String query) {
        Context call = call(Map.of(), query, Body.NONE, null);
        CallException e = assertThrows(CallException.class, () -> call.param("n", Integer.class));
        assertEquals(400, e.status());
        assertTrue(e.getMessage().contains("'n'"), e.getMessage());
    }

    @Test
    void aMissingParameterIsNamedOrFallsBack() {
        Context call = call(Map.of(), "", json("{\"a\":null}"), JSON);
        for (String name : List.of("a", "b")) {
            CallException e =
                    assertThrows(CallException.class, () -> call.param(name, String.class));
            assertEquals("parameter '" + name + "' is missing", e.getMessage());
            assertEquals(5, call.param(name, Integer.class, 5));
        }
    }

    @Test
    void aMissingMemberOfAPrimitiveTypeIsRefused() {
        Context call = call(Map.of(), "name=n", Body.NONE, null);
        CallException e = assertThrows(CallException.class, () -> call.params(Filter.class));
        assertEquals(400, e.status());
        assertTrue(e.getMessage().contains("/id"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%ff=1", "a=%c0%80", "a=%ed%a0%80"})
    void aBrokenQueryIsTheCallersFault(String query) {
        Context call = call(Map.of(), query, Body.NONE, null);
        assertEquals(400, assertThrows(CallException.class, call::query).status());
    }

    @Test
    void aQueryOfTooManyPairsIsRefused() {
        Context call = call(Map.of(), "a=1&".repeat(1001), Body.NONE, null);
        assertEquals(400, assertThrows(CallException.class, call::query).status());
        Context full = call(Map.of(), "a=1&".repeat(1000), Body.NONE, null);
        assertEquals(Map.of("a", Collections.nCopies(1000, "1")), full.query());
    }

    @Test
    void aQueryIsDecodedOnce() {
        Context call = call(Map.of(), "&a=%2541&b+c=d%26e=f&&=x", Body.NONE, null);
        assertEquals("%41", call.query("a").orElseThrow());
        assertEquals("d&e=f", call.query("b c").orElseThrow());
        assertEquals("x", call.query("").orElseThrow());
    }

    @Test
    void aMisfitDoesNotRepeatTheValueOrAClass() {
        Context call = call(Map.of(), "", json("{\"id\":{\"secret\":1}}"), JSON);
        CallException e = assertThrows(CallException.class, () -> call.body(Filter.class));
        assertEquals("the body does not fit at /id", e.getMessage());
        Context none = call(Map.of(), "", json("null"), JSON);
        assertEquals(
                "the body is null",
                assertThrows(CallException.class, () -> none.body(Filter.class)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "transfer-encoding",
                "Connection",
                "Set-Cookie",
                "Hera-Outcome",
                "X-Hera-Force",
                "X-Request-UUID",
                "Server-Timing",
                "Content-Type",
                "a b",
                "",
                "a:"
            })
    void aHeaderThatIsThePlatformsIsRefused(String name) {
        Context call = call(Map.of(), "", Body.NONE, null);
        assertThrows(IllegalArgumentException.class, () -> call.header(name, "1"));
        assertThrows(IllegalArgumentException.class, () -> call.addHeader(name, "1"));
    }

    @Test
    void aHeaderCannotSplitTheAnswer() {
        Context call = call(Map.of(), "", Body.NONE, null);
        for (String value : List.of("a\r\nb: c", "a\nb", "\0", "a".repeat(9000), "€")) {
            assertThrows(IllegalArgumentException.class, () -> call.header("x", value));
        }
        call.header("X", "1")
                .header("x", "2")
                .addHeader("x", "3")
                .header("Cache-Control", "no-cache");
        assertEquals(
                Map.of("x", List.of("2", "3"), "cache-control", List.of("no-cache")),
                call.answerHeaders());
    }

    @Test
    void headersOfAnAnswerAreBounded() {
        Context call = call(Map.of(), "", Body.NONE, null);
        for (int i = 0; i < 64; i++) {
            call.addHeader("x" + i, "1");
        }
        assertThrows(IllegalArgumentException.class, () -> call.addHeader("y", "1"));
    }

    @Test
    void timeRunsOutAndStaysOut() {
        assertEquals(Duration.ZERO, call(Map.of(), "", Body.NONE, null).timeLeft());
    }

    @Test
    void whatMiddlewareLeavesIsFoundByItsKind() {
        Context call =
                call(Map.of(), "", Body.NONE, null)
                        .attach(Filter.class, new Filter(1, null, null, "n"));
        assertEquals(1, call.attached(Filter.class).orElseThrow().id());
        assertFalse(call.attached(String.class).isPresent());
    }

    private static Context call(
            Map<String, String> path, String query, Body body, @Nullable String contentType) {
        UUID id = new UUID(1, 2);
        Frame.Invoke invoke =
                new Frame.Invoke(
                        1,
                        "POST /x",
                        id,
                        1,
                        "/x",
                        query,
                        Map.of(),
                        body,
                        contentType,
                        "me",
                        0,
                        Instant.EPOCH,
                        id,
                        null,
                        false,
                        false);
        return new Context(invoke, path, Duration.ZERO);
    }

    private static Body json(String text) {
        return new Body.Json(JsonText.proved(text.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    private static JsonNode tree(String text) throws IOException {
        return Json.fresh().readTree(text.replace('\'', '"'));
    }
}
