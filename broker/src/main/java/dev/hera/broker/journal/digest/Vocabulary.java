package dev.hera.broker.journal.digest;

/// The names in the rows of one digest.
record Vocabulary(Names endpoints, Names callers, Names workers, Names methods, Names kinds) {
    static Vocabulary empty() {
        return new Vocabulary(
                new Names(16), new Names(16), new Names(16), new Names(6), new Names(8));
    }
}
