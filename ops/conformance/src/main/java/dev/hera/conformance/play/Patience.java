package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;

/// How long to wait for what must come: longer on a machine that has much else to do.
public final class Patience {
    private static final long SLOW = Math.max(1, Long.getLong("hera.slow", 1));

    /// For what should come at once.
    public static final Duration USUAL = Duration.ofSeconds(10).multipliedBy(SLOW);

    /// For a process that starts, and finds its brokers.
    public static final Duration START = Duration.ofSeconds(40).multipliedBy(SLOW);

    /// Between two asks for the status.
    public static final Duration STATUS = Duration.ofSeconds(2);

    private Patience() {}

    /// How long a step waits: its `within` in milliseconds, or the usual time.
    public static Duration within(JsonNode step) {
        return step.has("within") ? of(Duration.ofMillis(step.path("within").asLong())) : USUAL;
    }

    /// This time, longer on a slow machine.
    public static Duration of(Duration time) {
        return time.multipliedBy(SLOW);
    }
}
