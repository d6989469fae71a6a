package dev.hera.bench;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What to send: the same call again and again, over this many connections.
///
/// @param url where to; plain HTTP
/// @param token the caller's token, empty for none
/// @param body sent with POST; empty for a GET
/// @param answer the body that must come back with 200, a character a byte; null for any
/// @param perSecond calls a second on average, 0 for as many as go (closed loop)
/// @param limit what has no answer by then is an error, and counts as having taken this long
public record Load(
        URI url,
        String token,
        String body,
        @Nullable String answer,
        int perSecond,
        int connections,
        Duration length,
        Duration limit) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    /// A load whose body comes back as it went.
    public Load(
            URI url, String token, String body, int perSecond, int connections, Duration length) {
        this(url, token, body, body, perSecond, connections, length);
    }

    /// A load with the usual limit of 30 s.
    public Load(
            URI url,
            String token,
            String body,
            String answer,
            int perSecond,
            int connections,
            Duration length) {
        this(url, token, body, answer, perSecond, connections, length, USUAL_LIMIT);
    }

    public Load {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("not plain HTTP: " + url);
        }
        if (perSecond < 0 || connections < 1 || length.isNegative()) {
            throw new IllegalArgumentException(
                    "rate, connections or length below what makes sense");
        }
        if (!limit.isPositive() || limit.compareTo(Tally.LONGEST) > 0) {
            throw new IllegalArgumentException("the limit is %s; at most 60 s".formatted(limit));
        }
    }

    /// The same for another time.
    public Load lasting(Duration other) {
        return new Load(url, token, body, answer, perSecond, connections, other, limit);
    }

    /// The same over so many connections.
    public Load over(int other) {
        return new Load(url, token, body, answer, perSecond, other, length, limit);
    }

    /// The same so many times a second; 0 for as many as go.
    public Load atRate(int other) {
        return new Load(url, token, body, answer, other, connections, length, limit);
    }

    boolean isOpenLoop() {
        return perSecond > 0;
    }

    int port() {
        return url.getPort() < 0 ? 80 : url.getPort();
    }

    /// One call as it goes over the wire.
    byte[] message() {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
        List<String> head = new ArrayList<>();
        head.add((bytes.length == 0 ? "GET " : "POST ") + path + query + " HTTP/1.1");
        head.add("Host: " + url.getRawAuthority());
        if (bytes.length > 0) {
            head.add("Content-Type: application/json");
            head.add("Content-Length: " + bytes.length);
        }
        if (!token.isEmpty()) {
            head.add("Authorization: Bearer " + token);
        }
        String text = String.join("\r\n", head) + "\r\n\r\n" + body;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The bytes that must come back, if that matters.
    byte @Nullable [] expected() {
        return answer == null ? null : answer.getBytes(StandardCharsets.ISO_8859_1);
    }
}
