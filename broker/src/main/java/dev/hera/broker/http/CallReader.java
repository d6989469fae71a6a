package dev.hera.broker.http;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Makes a call of an HTTP request, or says what is wrong with it.
final class CallReader {
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
        return switch (Heading.read(source.getHeaders(), filter)) {
            case Heading.Bad(Refusal refusal) -> new Intake.Turned(refusal);
            case Heading.Said said -> whole(source, id, receivedAt, target.get(), said);
        };
    }

    private Intake whole(
            Request source, CallId id, Instant receivedAt, String target, Heading.Said said) {
        return switch (bodies.read(source)) {
            case BodyReader.Body.Bad(Refusal refusal) -> new Intake.Turned(refusal);
            case BodyReader.Body.Whole(byte[] bytes) -> {
                Body body = body(bytes, source.getHeaders().get(HttpHeader.CONTENT_TYPE));
                yield body == null
                        ? malformed("the body is not one JSON value in UTF-8, 100 levels deep")
                        : new Intake.Taken(call(source, id, receivedAt, target, said, body));
            }
        };
    }

    private static Call call(
            Request source,
            CallId id,
            Instant receivedAt,
            String target,
            Heading.Said said,
            Body body) {
        String query = source.getHttpURI().getQuery();
        return new Call(
                id,
                Origin.HTTP,
                source.getMethod(),
                source.getHttpURI().getPath(),
                target,
                query == null ? "" : query,
                said.headers(id),
                body,
                source.getHeaders().get(HttpHeader.CONTENT_TYPE),
                said.credential(),
                said.patience(),
                receivedAt,
                source.getHeadersNanoTime(),
                id,
                null,
                said.key(),
                said.later());
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

    private static Intake malformed(String detail) {
        return new Intake.Turned(new Refusal.Malformed(detail));
    }
}
