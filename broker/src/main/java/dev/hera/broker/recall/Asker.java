package dev.hera.broker.recall;

import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.journal.record.CallRecord;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// In whose name a record is looked for.
///
/// @param pass what this broker shows to another one
public record Asker(Pass pass, Right right) {
    /// Which records may be seen.
    public enum Right {
        /// Those of the calls that the token itself made.
        OWN(Scope.Verb.READ_OWN),
        /// All.
        ALL(Scope.Verb.ADMIN_READ);

        private final Scope.Verb verb;

        Right(Scope.Verb verb) {
            this.verb = verb;
        }

        /// What a token needs for it.
        Scope.Verb verb() {
            return verb;
        }

        /// The word between brokers.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Right> of(String word) {
            return Arrays.stream(values()).filter(right -> right.word().equals(word)).findFirst();
        }
    }

    /// Whether this record may be seen.
    boolean maySee(CallRecord record) {
        return switch (right) {
            case OWN -> record.opening().caller().equals(pass.token());
            case ALL -> true;
        };
    }
}
