package dev.hera.broker.admin.gather;

import dev.hera.broker.call.CallId;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Which calls between two the replays of another broker have sent to a target, as it stands in a
/// path between brokers; what is signed is exactly this text.
record SentQuestion(String target, CallId from, CallId to) {
    /// Where brokers ask each other, on the internal listener.
    static final String PATH = "/_hera/peer/sent";

    String path() {
        String encoded = URLEncoder.encode(target, StandardCharsets.UTF_8);
        return "%s?target=%s&from=%s&to=%s".formatted(PATH, encoded, from, to);
    }

    /// Reads the parts; empty when one is none.
    ///
    /// @param parts by name; empty for one that is not there
    static Optional<SentQuestion> of(UnaryOperator<String> parts) {
        Optional<CallId> to = CallId.parse(parts.apply("to"));
        return CallId.parse(parts.apply("from"))
                .flatMap(from -> to.map(end -> new SentQuestion(parts.apply("target"), from, end)));
    }
}
