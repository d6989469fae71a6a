package dev.hera.broker.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.scram.ScramVerifier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Writes and reads the JSON of both kinds of credential; strict, since what comes from ZooKeeper
/// is input: one object, no name twice, nothing after it, at most 64 KiB.
public final class CredentialCodec {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MIN_ITERATIONS = 4096;
    private static final int MAX_ITERATIONS = 1_000_000;
    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private CredentialCodec() {}

    /// A token as its node's text.
    public static byte[] write(Token token) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", token.id()).put("sha256", token.sha256());
        json.set("scopes", texts(token.scopes()));
        json.put("created", token.created().toString());
        if (token.revoked() != null) {
            json.put("revoked", token.revoked().toString());
        }
        return bytes(json);
    }

    /// A credential as its node's text.
    public static byte[] write(WorkerCredential credential) {
        ScramVerifier verifier = credential.verifier();
        ObjectNode json = JSON.createObjectNode();
        json.put("service", credential.service());
        json.putObject("scram")
                .put("salt", verifier.salt())
                .put("iterations", verifier.iterations())
                .put("storedKey", verifier.storedKey())
                .put("serverKey", verifier.serverKey());
        json.set("allow", texts(credential.allow()));
        json.set("calls", texts(credential.calls()));
        return bytes(json);
    }

    private static JsonNode texts(List<?> values) {
        return JSON.valueToTree(values.stream().map(Object::toString).toList());
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The token, or empty when the text is none.
    public static Optional<Token> readToken(byte[] text) {
        return read(text, CredentialCodec::token);
    }

    /// The credential, or empty when the text is none.
    public static Optional<WorkerCredential> readWorker(byte[] text) {
        return read(text, CredentialCodec::worker);
    }

    private static <T> Optional<T> read(byte[] text, Function<JsonNode, T> reading) {
        if (text.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(JSON.readTree(text)));
        } catch (IOException | IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Token token(JsonNode json) {
        return new Token(
                text(json, "id"),
                text(json, "sha256"),
                list(json, "scopes", Scope::parse),
                Instant.parse(text(json, "created")),
                revoked(json));
    }

    private static @Nullable Instant revoked(JsonNode json) {
        return json.has("revoked") ? Instant.parse(text(json, "revoked")) : null;
    }

    private static WorkerCredential worker(JsonNode json) {
        JsonNode scram = json.path("scram");
        int iterations = scram.path("iterations").asInt(0);
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("iterations: " + iterations);
        }
        return new WorkerCredential(
                text(json, "service"),
                new ScramVerifier(
                        text(scram, "salt"),
                        iterations,
                        key(scram, "storedKey"),
                        key(scram, "serverKey")),
                list(json, "allow", Reach::parse),
                json.has("calls") ? list(json, "calls", Reach::parse) : List.of());
    }

    private static String key(JsonNode json, String name) {
        String text = text(json, name);
        if (Base64.getDecoder().decode(text).length != KEY_BYTES) {
            throw new IllegalArgumentException(name + " is not a key");
        }
        return text;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }

    private static <T> List<T> list(JsonNode json, String name, Function<String, T> reading) {
        JsonNode values = json.path(name);
        if (!values.isArray()) {
            throw new IllegalArgumentException(name + " is no list");
        }
        return StreamSupport.stream(values.spliterator(), false)
                .map(
                        value -> {
                            if (!value.isTextual()) {
                                throw new IllegalArgumentException(name + " holds no texts");
                            }
                            return reading.apply(value.textValue());
                        })
                .toList();
    }
}
