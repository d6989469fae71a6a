package dev.hera.bench;

import java.net.URI;
import java.time.Duration;

/// What to send: the same call again and again, over this many connections.
///
/// @param url where to; plain HTTP
/// @param token the caller's token, empty for none
/// @param body sent with POST; empty for a GET
/// @param answer the body that must come back with 200, a character a byte
/// @param perSecond calls a second on average, 0 for as many as go (closed loop)
public record Load(
        URI url,
        String token,
        String body,
        String answer,
        int perSecond,
        int connections,
        Duration length) {
    /// A load whose body comes back as it went.
    public Load(
            URI url, String token, String body, int perSecond, int connections, Duration length) {
        this(url, token, body, body, perSecond, connections, length);
    }

    public Load {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("not plain HTTP: " + url);
        }
        if (perSecond < 0 || connections < 1 || length.isNegative()) {
            throw new IllegalArgumentException(
                    "rate, connections or length below what makes sense");
        }
    }

    /// The same for another time.
    public Load lasting(Duration other) {
        return new Load(url, token, body, answer, perSecond, connections, other);
    }

    boolean isOpenLoop() {
        return perSecond > 0;
    }
}
