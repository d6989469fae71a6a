package dev.hera.broker.journal.digest;

import dev.hera.broker.journal.filter.Beside;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Counts rows by what they are; one thread.
public final class Sums {
    private static final String OTHER = "other";

    private final long[] endpoints = new long[1 << 16];
    private final Map<String, Long> states = new HashMap<>();
    private final long[] outcomes = new long[Row.OUTCOMES.size()];
    private final Beside beside;
    private long calls;
    private long bytes;
    private @Nullable Names names;

    public Sums(Beside beside) {
        this.beside = beside;
    }

    /// Calls.
    public long calls() {
        return calls;
    }

    /// Bytes of their bodies.
    public long bytes() {
        return bytes;
    }

    void add(Sheet sheet, int at, Names endpointNames) {
        names = endpointNames;
        long how = sheet.how(at);
        calls++;
        bytes += sheet.bytes(at);
        endpoints[Row.endpoint(sheet.who(at))]++;
        outcomes[Row.outcome(how)]++;
        String standing =
                beside.standings().isEmpty() ? null : beside.standings().get(sheet.id(at));
        states.merge(standing == null ? Judge.state(how) : standing, 1L, Long::sum);
    }

    /// By endpoint.
    public Map<String, Long> endpoints() {
        Map<String, Long> counts = new HashMap<>();
        for (int number = 0; number < endpoints.length; number++) {
            if (endpoints[number] > 0) {
                String name = names == null ? null : names.name(number);
                counts.merge(name == null ? OTHER : name, endpoints[number], Long::sum);
            }
        }
        return counts;
    }

    /// By outcome.
    public Map<String, Long> outcomes() {
        Map<String, Long> counts = new HashMap<>();
        for (int number = 0; number < outcomes.length; number++) {
            if (outcomes[number] > 0) {
                counts.put(Row.OUTCOMES.get(number), outcomes[number]);
            }
        }
        return counts;
    }

    /// By state.
    public Map<String, Long> states() {
        return Map.copyOf(states);
    }
}
