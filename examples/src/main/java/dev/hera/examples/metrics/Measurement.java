package dev.hera.examples.metrics;

import java.time.Instant;

/// One line of the data: how a call to some web shop went.
record Measurement(Instant at, String path, String region, int status, int millis, int bytes) {
    /// What measurements can be filtered and grouped by.
    enum Label {
        PATH,
        REGION,
        STATUS,
        HOUR;

        String of(Measurement one) {
            return switch (this) {
                case PATH -> one.path();
                case REGION -> one.region();
                case STATUS -> Integer.toString(one.status());
                case HOUR -> one.at().toString().substring(0, 13);
            };
        }
    }

    /// Reads a line of the file.
    static Measurement of(String line) {
        String[] cells = line.split(",", -1);
        return new Measurement(
                Instant.parse(cells[0]),
                cells[1],
                cells[2],
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                Integer.parseInt(cells[5]));
    }
}
