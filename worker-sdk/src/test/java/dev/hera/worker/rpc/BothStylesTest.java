package dev.hera.worker.rpc;

import static dev.hera.worker.rpc.Calls.LEFT;
import static dev.hera.worker.rpc.Calls.answer;
import static dev.hera.worker.rpc.Calls.failure;
import static dev.hera.worker.rpc.Calls.rest;
import static dev.hera.worker.rpc.Calls.rpc;
import static dev.hera.worker.rpc.Calls.text;
import static dev.hera.worker.rpc.Calls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.worker.api.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One scenario, served by annotated methods and by lambdas: nobody can tell which.
class BothStylesTest {
    enum Style {
        ANNOTATED,
        FLUENT;

        EndpointTable table() {
            return switch (this) {
                case ANNOTATED -> Shop.annotated();
                case FLUENT -> Shop.fluent();
            };
        }

        Frame.Reply run(Frame.Invoke call) {
            return table().run(call, LEFT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEndpointIsAnnouncedWithItsMethodAndPath(Style style) {
        Set<String> names =
                style.table().endpoints().stream().map(Endpoint::name).collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "GET /shop/{id}/items",
                        "POST /shop/{id}/orders",
                        "POST /prices",
                        "PUT /shop/{id}",
                        "DELETE /shop/{id}",
                        "PATCH /shop/{id}",
                        "GET /files/*",
                        "sum",
                        "who",
                        "nothing",
                        "broken",
                        "gone"),
                names);
        assertTrue(
                style.table().endpoints().stream()
                        .map(endpoint -> endpoint.described(null))
                        .anyMatch(Endpoint.of("GET /shop/{id}/items")::equals));
    }

    @ParameterizedTest
    @EnumSource
    void pathAndQueryBecomeWhatTheParameterIs(Style style) throws IOException {
        Frame.Reply reply =
                style.run(rest("GET /shop/{id}/items", "/shop/7/items?limit=3&tag=a%20b&tag=c+d"));
        assertEquals(json("{'limit':3,'shop':7,'tags':['a b','c d']}"), tree(reply));
        assertEquals(200, answer(reply).status());
        assertEquals(17, reply.id());
        assertEquals(Load.NONE, answer(reply).load());
    }

    @ParameterizedTest
    @EnumSource
    void aMissingParameterTakesItsFallback(Style style) throws IOException {
        Frame.Reply reply = style.run(rest("GET /shop/{id}/items", "/shop/7/items"));
        assertEquals(json("{'limit':10,'shop':7,'tags':[]}"), tree(reply));
    }

    @ParameterizedTest
    @EnumSource
    void aParameterThatDoesNotFitIsNamed(Style style) {
        Frame.Reply reply = style.run(rest("GET /shop/{id}/items", "/shop/seven/items"));
        assertEquals(400, answer(reply).status());
        assertEquals("application/problem+json", answer(reply).contentType());
        assertTrue(tree(reply).path("detail").asText().contains("'id'"), text(reply));
        assertFalse(text(reply).contains("seven"), text(reply));
        assertEquals(Calls.ID.toString(), tree(reply).path("uuid").asText());
    }

    @ParameterizedTest
    @EnumSource
    void theBodyBecomesARecordAndTheHandlerSetsStatusAndHeaders(Style style) {
        String order = "{\"item\":\"nut\",\"count\":2,\"price\":1.10}";
        Frame.Reply reply = style.run(rest("POST /shop/{id}/orders", "/shop/7/orders", order));
        assertEquals(order, text(reply));
        assertEquals(201, answer(reply).status());
        assertEquals(List.of("/shop/7/orders/1"), answer(reply).headers().get("location"));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatDoesNotFitNamesThePlace(Style style) {
        for (String count : List.of("\"2\"", "1.7", "null", "[]")) {
            String order = "{\"item\":\"nut\",\"count\":" + count + "}";
            Frame.Reply reply = style.run(rest("POST /shop/{id}/orders", "/shop/7/orders", order));
            assertEquals(400, answer(reply).status(), count);
            assertEquals("the body does not fit at /count", tree(reply).path("detail").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersKeepTheirZeroes(Style style) {
        String prices = "[1.10,2.00,1e3,12345678901234567890.5]";
        String back = text(style.run(rest("POST /prices", "/prices", prices)));
        assertTrue(back.startsWith("[1.10,2.00,"), back);
        assertTrue(back.endsWith(",12345678901234567890.5]"), back);
    }

    @ParameterizedTest
    @EnumSource
    void noValueIs204(Style style) {
        Frame.Answer answer = answer(style.run(rest("PUT /shop/{id}", "/shop/7")));
        assertEquals(204, answer.status());
        assertEquals(Body.NONE, answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void aTellingExceptionIsTold(Style style) {
        Frame.Reply reply = style.run(rest("DELETE /shop/{id}", "/shop/7"));
        assertEquals(404, answer(reply).status());
        assertEquals("no shop 7", tree(reply).path("detail").asText());
        assertEquals("Not Found", tree(reply).path("title").asText());
        assertEquals(1404, failure(style.run(rpc("gone", ""))).code());
        assertEquals("no shop ?", failure(style.run(rpc("gone", "{}"))).message());
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherExceptionStaysInTheLog(Style style) {
        for (Frame.Invoke call : List.of(rest("PATCH /shop/{id}", "/shop/7"), rpc("broken", ""))) {
            Frame.Failure failure = failure(style.run(call));
            assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
            assertEquals("internal error", failure.message());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStarIsAllThatFollowsDecodedOnce(Style style) {
        Frame.Answer answer = answer(style.run(rest("GET /files/*", "/files/a/b%2525+c")));
        assertEquals("a/b%25+c", new String(answer.body().toBytes(), StandardCharsets.UTF_8));
        assertEquals("image/gif", answer.contentType());
    }

    @ParameterizedTest
    @EnumSource
    void aRemoteProcedureTakesNamedParams(Style style) {
        assertEquals("5", text(style.run(rpc("sum", "{\"b\":2,\"a\":3}"))));
        assertEquals("\"token-7\"", text(style.run(rpc("who", ""))));
        assertEquals("null", text(style.run(rpc("nothing", ""))));
    }

    @ParameterizedTest
    @EnumSource
    void badParamsAreNamed(Style style) {
        for (String params : List.of("{\"b\":2}", "{\"b\":2,\"a\":\"3\"}", "{\"b\":2,\"a\":1.5}")) {
            Frame.Failure failure = failure(style.run(rpc("sum", params)));
            assertEquals(ErrorCode.INVALID_PARAMS, failure.code(), params);
            assertTrue(failure.message().contains("'a'"), failure.message());
        }
    }

    private static JsonNode json(String text) throws IOException {
        return Json.fresh().readTree(text.replace('\'', '"'));
    }
}
