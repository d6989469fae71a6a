package dev.hera.worker.test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.wire.compare.Asked;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One call as it stands in an export; immutable.
///
/// @param json as the broker shows it whole
record Kept(JsonNode json) {
    private static final String ANSWERED = "answered";

    UUID uuid() {
        return UUID.fromString(json.path("uuid").asText());
    }

    private JsonNode asked() {
        return json.path("request");
    }

    private JsonNode answer() {
        return json.path("response");
    }

    String endpoint() {
        return asked().path("endpoint").asText();
    }

    /// The id of the call whose handler made this one; empty when it came from outside.
    String parent() {
        return asked().path("parent").asText("");
    }

    int status() {
        return json.path("status").asInt();
    }

    boolean isAnswered() {
        return json.path("outcome").asText().equals(ANSWERED);
    }

    /// Whether one worker alone was asked to run it.
    boolean hasOneAttempt() {
        return json.path("attempts").size() <= 1;
    }

    /// Why it cannot be run as it was; empty when it can.
    String unfit() {
        if (!isAnswered()) {
            return "it was not answered then, but " + json.path("outcome").asText();
        }
        return body(asked()) == null ? "its body was too large to be kept" : "";
    }

    /// Whether something secret in what was asked is not on record.
    boolean isMasked() {
        JsonNode asked = asked();
        return asked.path("bodyMasked").asBoolean()
                || (asked.path("path").asText() + asked.path("query") + asked.path("headers"))
                        .contains(Sameness.MASK);
    }

    boolean isAnswerMasked() {
        return answer().path("bodyMasked").asBoolean();
    }

    /// What its handler was given, as a replay gives it.
    Frame.Invoke invoke() {
        JsonNode asked = asked();
        Map<String, String> headers = new HashMap<>();
        asked.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        headers.put("hera-replay-of", uuid().toString());
        headers.put("hera-grant", asked.path("grant").asText());
        Body body = body(asked);
        return new Frame.Invoke(
                1,
                endpoint(),
                uuid(),
                1,
                asked.path("method").asText().isEmpty() ? "" : asked.path("path").asText(),
                asked.path("query").asText(),
                headers,
                body == null ? Body.NONE : body,
                asked.path("contentType").textValue(),
                asked.path("caller").asText(),
                asked.path("patienceMs").asLong(),
                Instant.parse(asked.path("receivedAt").asText()),
                UUID.fromString(asked.path("root").asText()),
                parent().isEmpty() ? null : UUID.fromString(parent()),
                true,
                true);
    }

    /// What was asked, as one who asks another endpoint says it.
    Asked question() {
        JsonNode asked = asked();
        String path = asked.path("path").asText();
        return new Asked(
                endpoint().isEmpty() ? path : endpoint(),
                asked.path("method").asText(),
                path,
                asked.path("query").asText(),
                body(asked));
    }

    /// A header of the answer; empty when it had none.
    String header(String name) {
        return String.join(", ", values(answer().path("headers").path(name)));
    }

    private static List<String> values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(one -> values.add(one.asText()));
        return values;
    }

    /// The body that was answered; null when it was too large to be kept.
    @Nullable Body answered() {
        return body(answer());
    }

    private static @Nullable Body body(JsonNode part) {
        if (part.hasNonNull("body")) {
            byte[] text = part.path("body").asText().getBytes(StandardCharsets.UTF_8);
            return new Body.Json(JsonText.trusted(text));
        }
        if (part.hasNonNull("bodyBase64")) {
            return new Body.Binary(Base64.getDecoder().decode(part.path("bodyBase64").asText()));
        }
        return part.path("bodyBytes").asLong() == 0 ? Body.NONE : null;
    }

    /// What the one who made this call heard; null when its answer was too large to be kept.
    Frame.@Nullable Reply reply() {
        String outcome = json.path("outcome").asText();
        String kind = answer().path("kind").asText();
        String worker = answer().path("worker").asText("");
        boolean plain = kind.isEmpty() && (isAnswered() || outcome.equals("accepted"));
        if (!plain) {
            Frame.Told told = new Frame.Told(uuid(), outcome, worker);
            String detail = answer().path("detail").asText();
            return new Frame.Failure(1, code(kind), detail, null, told);
        }
        Body body = answered();
        if (body == null) {
            return null;
        }
        Map<String, List<String>> headers = new HashMap<>();
        answer().path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), values(h.getValue())));
        headers.put("x-request-uuid", List.of(uuid().toString()));
        headers.put("hera-outcome", List.of(outcome));
        headers.put("hera-worker", List.of(worker));
        String type = answer().path("contentType").textValue();
        return new Frame.Answer(1, status(), headers, body, type, Load.NONE);
    }

    private int code(String kind) {
        return switch (kind) {
            case "bad-input" -> status() == 400 ? ErrorCode.INVALID_PARAMS : status();
            case "handler-failed" -> status() == 500 ? ErrorCode.INTERNAL_ERROR : status();
            case "unauthenticated" -> ErrorCode.UNAUTHENTICATED;
            case "forbidden" -> ErrorCode.FORBIDDEN;
            case "no-such-endpoint" -> ErrorCode.NO_SUCH_ENDPOINT;
            case "malformed", "too-large", "encoded", "key-reused" -> ErrorCode.INVALID_REQUEST;
            case "worker-lost" -> ErrorCode.WORKER_LOST;
            case "deadline", "too-late" -> ErrorCode.DEADLINE;
            case "quarantined" -> ErrorCode.QUARANTINED;
            case "bad-answer", "not-kept", "broker-fault" -> ErrorCode.INTERNAL_ERROR;
            default -> ErrorCode.BUSY;
        };
    }
}
