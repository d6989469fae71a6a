package dev.hera.broker.metrics;

import io.micrometer.core.instrument.Tags;

/// What tells the meters of one name apart; immutable, equal when all labels are.
sealed interface Labels {
    /// What stands for every name that has no meter of its own.
    String OTHER = "other";

    /// As Micrometer wants them.
    Tags tags();

    /// The labels of the meter that stands for what has no room.
    Labels other();

    /// How calls to an endpoint ended.
    ///
    /// @param status its class: `2xx`
    record Call(String endpoint, String outcome, String status) implements Labels {
        @Override
        public Tags tags() {
            return Tags.of("endpoint", endpoint, "outcome", outcome, "status", status);
        }

        @Override
        public Labels other() {
            return new Call(OTHER, outcome, status);
        }
    }

    /// How all calls of a broker ended; there are few.
    record Whole(String outcome, String status) implements Labels {
        @Override
        public Tags tags() {
            return Tags.of("outcome", outcome, "status", status);
        }

        @Override
        public Labels other() {
            return this;
        }
    }

    /// Where calls came from, and how they ended; there are few.
    record From(String origin, String outcome) implements Labels {
        @Override
        public Tags tags() {
            return Tags.of("origin", origin, "outcome", outcome);
        }

        @Override
        public Labels other() {
            return this;
        }
    }

    /// How attempts at a worker ended.
    record Attempts(String worker, String outcome) implements Labels {
        @Override
        public Tags tags() {
            return Tags.of("worker", worker, "outcome", outcome);
        }

        @Override
        public Labels other() {
            return new Attempts(OTHER, outcome);
        }
    }

    /// One label alone.
    record One(String name, String value) implements Labels {
        @Override
        public Tags tags() {
            return Tags.of(name, value);
        }

        @Override
        public Labels other() {
            return new One(name, OTHER);
        }
    }
}
