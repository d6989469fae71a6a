package dev.hera.bench.parts;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// The call that is measured everywhere: 140 bytes of JSON.
final class Sample {
    static final String ENDPOINT = "POST /0/echo";
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "x-forwarded-for", "127.0.0.1");

    private Sample() {}

    static Body body() {
        String text = "{\"text\":\"" + "x".repeat(129) + "\"}";
        return new Body.Json(JsonText.trusted(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Call call(CallId id, String path) {
        return new Call(
                id,
                Origin.HTTP,
                "POST",
                path,
                path,
                "",
                HEADERS,
                body(),
                "application/json",
                Credential.NONE,
                null,
                id.madeAt(),
                System.nanoTime(),
                id,
                null,
                null,
                false);
    }

    static Frame.Invoke invoke(CallId id) {
        return new Frame.Invoke(
                1,
                ENDPOINT,
                id.uuid(),
                1,
                "/0/echo",
                "",
                HEADERS,
                body(),
                "application/json",
                "caller",
                30_000,
                Instant.EPOCH,
                id.uuid(),
                null,
                false,
                false,
                0);
    }
}
