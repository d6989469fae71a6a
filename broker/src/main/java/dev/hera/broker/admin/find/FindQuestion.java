package dev.hera.broker.admin.find;

import dev.hera.broker.access.Scope;
import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Reading;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A question about calls as it stands in a path between brokers; what is signed is exactly this
/// text.
///
/// @param at when it was asked: what `10m` is counted back from, on every broker alike
/// @param limit most calls of the answer
/// @param behind the last call that was looked at before; null to begin
/// @param since the number of an ending, for those that watch; negative to hear which is next
record FindQuestion(
        Kind kind, String filter, Instant at, int limit, @Nullable CallId behind, long since) {
    /// Where brokers ask each other, on the internal listener.
    static final String PATH = "/_hera/peer/find";

    /// Most calls of one answer.
    static final int MOST = 1_000;

    /// What is asked.
    enum Kind {
        LIST,
        COUNT,
        ENDED,
        DELETE,
        PIN,
        UNPIN;

        /// What a token needs for it.
        Scope.Verb verb() {
            return switch (this) {
                case LIST, COUNT, ENDED -> Scope.Verb.ADMIN_READ;
                case DELETE, PIN, UNPIN -> Scope.Verb.ADMIN_WRITE;
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    static FindQuestion of(Kind kind, String filter, Instant at, int limit) {
        return new FindQuestion(kind, filter, at, Math.clamp(limit, 1, MOST), null, -1);
    }

    FindQuestion from(@Nullable CallId last) {
        return new FindQuestion(kind, filter, at, limit, last, since);
    }

    FindQuestion since(long number) {
        return new FindQuestion(kind, filter, at, limit, behind, number);
    }

    /// The same, so many calls an answer.
    FindQuestion pages(int most) {
        return new FindQuestion(kind, filter, at, most, behind, since);
    }

    Reading read() {
        return FilterReader.read(filter, at);
    }

    String path() {
        return "%s?kind=%s&filter=%s&at=%d&limit=%d&behind=%s&since=%d"
                .formatted(
                        PATH,
                        kind.word(),
                        URLEncoder.encode(filter, StandardCharsets.UTF_8),
                        at.toEpochMilli(),
                        limit,
                        behind == null ? "" : behind,
                        since);
    }

    /// Reads the parts; empty when one is none.
    ///
    /// @param parts by name; empty for one that is not there
    static Optional<FindQuestion> of(UnaryOperator<String> parts) {
        Optional<Kind> kind = Kind.of(parts.apply("kind"));
        String behind = parts.apply("behind");
        Optional<CallId> last = CallId.parse(behind);
        if (kind.isEmpty() || (last.isEmpty() && !behind.isEmpty())) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(parts.apply("at")));
            int limit = Integer.parseInt(parts.apply("limit"));
            long since = Long.parseLong(parts.apply("since"));
            FindQuestion question =
                    new FindQuestion(
                            kind.get(), parts.apply("filter"), at, limit, last.orElse(null), since);
            return limit < 1 || limit > MOST ? Optional.empty() : Optional.of(question);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
