package dev.hera.broker.admin.gather;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Which calls another broker has for a replay, as it stands in a path between brokers; what is
/// signed is exactly this text.
///
/// @param at when it was asked: what `10m` is counted back from, on every broker alike
/// @param behind the last call that was looked at before; null to begin
record GatherQuestion(String filter, Instant at, @Nullable CallId behind) {
    /// Where brokers ask each other, on the internal listener.
    static final String PATH = "/_hera/peer/gather";

    GatherQuestion from(@Nullable CallId last) {
        return new GatherQuestion(filter, at, last);
    }

    String path() {
        return "%s?filter=%s&at=%d&behind=%s"
                .formatted(
                        PATH,
                        URLEncoder.encode(filter, StandardCharsets.UTF_8),
                        at.toEpochMilli(),
                        behind == null ? "" : behind);
    }

    /// Reads the parts; empty when one is none.
    ///
    /// @param parts by name; empty for one that is not there
    static Optional<GatherQuestion> of(UnaryOperator<String> parts) {
        String behind = parts.apply("behind");
        Optional<CallId> last = CallId.parse(behind);
        if (last.isEmpty() && !behind.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(parts.apply("at")));
            return Optional.of(new GatherQuestion(parts.apply("filter"), at, last.orElse(null)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
