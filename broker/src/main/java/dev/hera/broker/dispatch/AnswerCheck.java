package dev.hera.broker.dispatch;

import dev.hera.wire.Frame;
import dev.hera.wire.Names;
import dev.hera.wire.WireVersion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a worker may say to a caller: a status, headers that are headers, a body of bounded size.
final class AnswerCheck {
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "content-length",
                    "content-type",
                    "date",
                    "keep-alive",
                    "proxy-authenticate",
                    "server",
                    "server-timing",
                    "set-cookie",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "x-request-uuid");

    private AnswerCheck() {}

    /// What is wrong with the answer; empty when it may be passed on.
    static Optional<String> fault(Frame.Answer answer) {
        if (answer.status() < 200 || answer.status() > 599) {
            return Optional.of("the worker answered with status " + answer.status());
        }
        if (answer.body().length() > WireVersion.MAX_BODY_BYTES) {
            return Optional.of("the worker's body has " + answer.body().length() + " bytes");
        }
        String type = answer.contentType();
        if (type != null && !Names.isFieldValue(type)) {
            return Optional.of("the worker's content type is not a header value");
        }
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            if (!isAllowed(header.getKey())
                    || !header.getValue().stream().allMatch(Names::isFieldValue)) {
                return Optional.of("the worker set a header that is not its to set");
            }
        }
        return Optional.empty();
    }

    private static boolean isAllowed(String name) {
        return Names.isToken(name)
                && name.chars().noneMatch(c -> c >= 'A' && c <= 'Z')
                && !OURS.contains(name)
                && !name.startsWith("hera-")
                && !name.startsWith("x-hera-");
    }
}
