package dev.hera.broker.access;

import java.util.Arrays;

/// One thing a token allows: a verb, and on which endpoints.
///
/// Written `call`, `call POST /0/`, `admin:read`; without endpoints it means all of them.
public record Scope(Verb verb, EndpointPrefix endpoints) {
    /// What may be done.
    public enum Verb {
        CALL("call"),
        ASYNC("async"),
        READ_OWN("read-own"),
        REPLAY("replay"),
        ADMIN_READ("admin:read"),
        ADMIN_WRITE("admin:write");

        private final String word;

        Verb(String word) {
            this.word = word;
        }

        /// As it is written.
        public String word() {
            return word;
        }
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Scope parse(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        String rest = space < 0 ? "*" : text.substring(space + 1).strip();
        for (Verb verb : Verb.values()) {
            if (verb.word.equals(word)) {
                return new Scope(verb, EndpointPrefix.parse(rest));
            }
        }
        throw new IllegalArgumentException(
                "a scope begins with one of "
                        + String.join(", ", Arrays.stream(Verb.values()).map(Verb::word).toList())
                        + ", not: "
                        + text);
    }

    boolean allows(Verb wanted, String endpoint) {
        return verb == wanted && endpoints.covers(endpoint);
    }

    @Override
    public String toString() {
        String on = endpoints.toString();
        return on.equals("*") ? verb.word : verb.word + ' ' + on;
    }
}
