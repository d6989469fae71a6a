package dev.hera.bench.growth;

import java.time.Duration;

/// One thing varied: so many workers and endpoints, or so many connections and bytes, or so many
/// calls already on record.
///
/// @param series what is varied
/// @param value to what
/// @param workers in the crowd; 0 for the platform's own worker
/// @param records of calls before the first; 0 for a platform that stood before
record Point(
        String series,
        String value,
        int workers,
        int endpoints,
        int connections,
        int bytes,
        int records) {
    private static final int USUAL_CONNECTIONS = 32;
    private static final int USUAL_BYTES = 140;

    static Point endpoints(int count) {
        return new Point("endpoints", "" + count, 1, count, USUAL_CONNECTIONS, USUAL_BYTES, 0);
    }

    static Point workers(int count) {
        return new Point("workers", "" + count, count, 1, USUAL_CONNECTIONS, USUAL_BYTES, 0);
    }

    static Point connections(int count) {
        return new Point("connections", "" + count, 0, 0, count, USUAL_BYTES, 0);
    }

    /// Large bodies over few connections: the memory is the caller's.
    static Point bytes(int count, String value) {
        return new Point("body", value, 0, 0, count > 100_000 ? 8 : USUAL_CONNECTIONS, count, 0);
    }

    static Point records(int count, String value) {
        return new Point("records", value, 0, 0, USUAL_CONNECTIONS, USUAL_BYTES, count);
    }

    boolean needsCrowd() {
        return workers > 0;
    }

    String body() {
        return "{\"text\":\"" + "x".repeat(bytes - 11) + "\"}";
    }

    /// A crowd is a virtual machine of its own, and a new one.
    Duration warmUp(int seconds) {
        return Duration.ofSeconds(needsCrowd() ? 3L * seconds : 1);
    }
}
