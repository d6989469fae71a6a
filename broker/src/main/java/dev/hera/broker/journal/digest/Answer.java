package dev.hera.broker.journal.digest;

/// What a row says to a question.
enum Answer {
    /// Certainly not.
    NO,
    /// The record must be read.
    MAYBE,
    /// Certainly.
    YES;

    Answer opposite() {
        return switch (this) {
            case NO -> YES;
            case MAYBE -> MAYBE;
            case YES -> NO;
        };
    }

    /// Both must hold.
    Answer and(Answer other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /// Either will do.
    Answer or(Answer other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
