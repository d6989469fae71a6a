package dev.hera.broker.journal.find;

import java.util.Map;

/// How many calls there are, and of which kinds.
///
/// @param bytes of what was asked and answered, bodies only
public record Tally(
        long calls,
        long bytes,
        Map<String, Long> endpoints,
        Map<String, Long> outcomes,
        Map<String, Long> states,
        Stop stop) {
    public Tally {
        endpoints = Map.copyOf(endpoints);
        outcomes = Map.copyOf(outcomes);
        states = Map.copyOf(states);
    }
}
