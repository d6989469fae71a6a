package dev.hera.broker.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// One thing a token may do: a verb, and for verbs that concern endpoints the endpoints.
///
/// Written as `call POST /0/`, `async *`, `replay rpc sum`, `read-own`, `admin:read`. No verb
/// includes another: a token that may call and look at its results has two scopes.
///
/// @param verb what
/// @param reach where; everything for verbs that concern no endpoint
public record Scope(Verb verb, Reach reach) {
    /// What may be done.
    public enum Verb {
        /// Call an endpoint and wait.
        CALL,
        /// Call an endpoint with `Prefer: respond-async`.
        ASYNC,
        /// See the state and the result of the token's own calls.
        READ_OWN,
        /// Replay recorded calls.
        REPLAY,
        /// See everything on the page.
        ADMIN_READ,
        /// Change things: tokens, drains, replays.
        ADMIN_WRITE;

        private final String word;

        Verb() {
            String lower = name().toLowerCase(Locale.ROOT);
            word = lower.replace('_', lower.startsWith("admin") ? ':' : '-');
        }

        /// The word in a scope: `read-own`, `admin:read`.
        public String word() {
            return word;
        }

        /// Whether the verb is about endpoints.
        public boolean concernsEndpoints() {
            return this == CALL || this == ASYNC || this == REPLAY;
        }
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException saying what is allowed
    public static Scope parse(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        Verb verb = verb(word);
        if (verb.concernsEndpoints() != (space > 0)) {
            throw new IllegalArgumentException(
                    verb.concernsEndpoints()
                            ? "scope '%s' names no endpoints, as in '%s POST /0/'"
                                    .formatted(text, word)
                            : "scope '%s' concerns no endpoints, write '%s'".formatted(text, word));
        }
        return new Scope(verb, Reach.parse(space < 0 ? "*" : text.substring(space + 1)));
    }

    private static Verb verb(String word) {
        return Arrays.stream(Verb.values())
                .filter(v -> v.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "unknown verb '%s' in a scope, allowed: %s"
                                                .formatted(word, allVerbs())));
    }

    private static String allVerbs() {
        return Arrays.stream(Verb.values()).map(Verb::word).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return verb.concernsEndpoints() ? verb.word() + ' ' + reach : verb.word();
    }
}
