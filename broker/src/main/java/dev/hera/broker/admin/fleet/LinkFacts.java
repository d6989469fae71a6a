package dev.hera.broker.admin.fleet;

import java.time.Duration;
import java.util.List;

/// One worker at one broker, as that broker sees it; immutable.
///
/// @param ping round trip of the last question to the worker
/// @param silence since it last answered one; it is asked every two seconds
/// @param ready whether it gets calls
/// @param endpoints what it serves here
public record LinkFacts(
        String worker,
        String service,
        String instance,
        Duration ping,
        Duration silence,
        boolean ready,
        List<String> endpoints) {
    /// Two questions without an answer, and some.
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    public LinkFacts {
        endpoints = List.copyOf(endpoints);
    }

    /// Whether the worker answers its questions.
    boolean isAnswering() {
        return silence.compareTo(ANSWERING) < 0;
    }
}
