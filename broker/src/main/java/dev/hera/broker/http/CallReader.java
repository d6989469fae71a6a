package dev.hera.broker.http;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.JsonText;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Makes a call of an HTTP request, or says what is wrong with it.
///
/// Headers are judged before the body is read, so that what cannot be taken costs nothing.
final class CallReader {
    private static final int MAX_KEY_CHARS = 255;
    private static final String BEARER = "bearer ";

    private final HeaderFilter filter;
    private final BodyReader bodies;

    CallReader(HeaderFilter filter, BodyReader bodies) {
        this.filter = filter;
        this.bodies = bodies;
    }

    Intake read(Request source, CallId id, Instant receivedAt) {
        Optional<String> target = CallPath.decoded(source.getHttpURI());
        if (target.isEmpty()) {
            return malformed("the path can be read in more than one way; send it plain");
        }
        HttpFields headers = source.getHeaders();
        String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return new Intake.Turned(
                    new Refusal.Encoded("the body is encoded; send it without Content-Encoding"));
        }
        String key = headers.get("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_CHARS)) {
            return malformed("Idempotency-Key must have 1.." + MAX_KEY_CHARS + " characters");
        }
        Duration patience = patience(headers.get("Hera-Deadline-Ms"));
        if (patience != null && patience.isNegative()) {
            return malformed("Hera-Deadline-Ms must be a whole number, 1..600000");
        }
        String contentType = headers.get(HttpHeader.CONTENT_TYPE);
        return switch (bodies.read(source)) {
            case BodyReader.Body.Bad(Refusal refusal) -> new Intake.Turned(refusal);
            case BodyReader.Body.Whole(byte[] bytes) -> {
                Body body = body(bytes, contentType);
                if (body == null) {
                    yield malformed("the body is not one JSON value in UTF-8, 100 levels deep");
                }
                yield new Intake.Taken(
                        call(source, id, receivedAt, target.get(), key, patience, body));
            }
        };
    }

    private Call call(
            Request source,
            CallId id,
            Instant receivedAt,
            String target,
            @Nullable String key,
            @Nullable Duration patience,
            Body body) {
        HttpFields headers = source.getHeaders();
        String query = source.getHttpURI().getQuery();
        String prefer = headers.get("Prefer");
        return new Call(
                id,
                Origin.HTTP,
                source.getMethod(),
                source.getHttpURI().getPath(),
                target,
                query == null ? "" : query,
                filter.apply(headers),
                body,
                headers.get(HttpHeader.CONTENT_TYPE),
                credential(headers.get(HttpHeader.AUTHORIZATION)),
                patience,
                receivedAt,
                source.getHeadersNanoTime(),
                id,
                null,
                key,
                prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async"));
    }

    /// The body as it will travel; null when it says it is JSON and is not.
    private static @Nullable Body body(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return Body.NONE;
        }
        if (!isJson(contentType)) {
            return new Body.Binary(bytes);
        }
        return JsonText.proved(bytes).<Body>map(Body.Json::new).orElse(null);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        return type.equalsIgnoreCase("application/json")
                || type.toLowerCase(Locale.ROOT).endsWith("+json");
    }

    private static Credential credential(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Credential.NONE;
        }
        return Credential.bearer(authorization.substring(BEARER.length()).strip());
    }

    /// Null when not said, negative when said badly.
    private static @Nullable Duration patience(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(text);
            boolean fits = millis >= 1 && millis <= Endpoint.MAX_TIMEOUT.toMillis();
            return fits ? Duration.ofMillis(millis) : Duration.ofMillis(-1);
        } catch (NumberFormatException _) {
            return Duration.ofMillis(-1);
        }
    }

    private static Intake malformed(String detail) {
        return new Intake.Turned(new Refusal.Malformed(detail));
    }
}
