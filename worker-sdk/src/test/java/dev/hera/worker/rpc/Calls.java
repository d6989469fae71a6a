package dev.hera.worker.rpc;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.worker.api.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Calls as a broker would send them, and their replies taken apart.
final class Calls {
    static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    static final UUID ROOT = UUID.fromString("0199a000-0000-7000-8000-000000000002");
    static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
    static final Duration LEFT = Duration.ofSeconds(5);

    private Calls() {}

    static Frame.Invoke rest(String endpoint, String target) {
        return call(endpoint, target, Body.NONE, null);
    }

    static Frame.Invoke rest(String endpoint, String target, String json) {
        return call(endpoint, target, json(json), "application/json");
    }

    static Frame.Invoke rpc(String method, String params) {
        return call(method, "", params.isEmpty() ? Body.NONE : json(params), null);
    }

    static Frame.Invoke call(
            String endpoint, String target, Body body, @Nullable String contentType) {
        int mark = target.indexOf('?');
        return new Frame.Invoke(
                17,
                endpoint,
                ID,
                2,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                Map.of("accept-language", "de"),
                body,
                contentType,
                "token-7",
                LEFT.toMillis(),
                AT,
                ROOT,
                ROOT,
                true,
                false);
    }

    static Body json(String text) {
        return new Body.Json(JsonText.proved(text.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    static Frame.Answer answer(Frame.Reply reply) {
        return assertInstanceOf(Frame.Answer.class, reply);
    }

    static Frame.Failure failure(Frame.Reply reply) {
        return assertInstanceOf(Frame.Failure.class, reply);
    }

    static String text(Frame.Reply reply) {
        return new String(answer(reply).body().toBytes(), StandardCharsets.UTF_8);
    }

    static JsonNode tree(Frame.Reply reply) {
        try {
            return Json.fresh().readTree(answer(reply).body().toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
