package dev.hera.bench;

import java.net.URI;
import java.time.Duration;

/// What to send: the same call again and again, over this many connections.
///
/// @param url where to; plain HTTP
/// @param token the caller's token, empty for none
/// @param body sent with POST; the answer must be 200 with the same body
/// @param perSecond calls a second on average, 0 for as many as go (closed loop)
public record Load(
        URI url, String token, String body, int perSecond, int connections, Duration length) {
    public Load {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("not plain HTTP: " + url);
        }
        if (perSecond < 0 || connections < 1 || length.isNegative()) {
            throw new IllegalArgumentException(
                    "rate, connections or length below what makes sense");
        }
    }

    Load lasting(Duration other) {
        return new Load(url, token, body, perSecond, connections, other);
    }

    boolean isOpenLoop() {
        return perSecond > 0;
    }
}
