package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Counts calls by what they are; one thread. Bounded in names: those beyond count as `other`.
final class Counting {
    private static final int MOST_NAMES = 1_000;
    private static final String OTHER = "other";

    private final Beside beside;
    private final Map<String, Long> endpoints = new HashMap<>();
    private final Map<String, Long> outcomes = new HashMap<>();
    private final Map<String, Long> states = new HashMap<>();
    private long calls;
    private long bytes;

    Counting(Map<CallId, String> standings) {
        beside = new Beside(standings, Set.of());
    }

    boolean add(CallRecord record) {
        Ending ending = record.ending();
        calls++;
        bytes += record.opening().body().length();
        bytes += ending == null ? 0 : ending.body().length();
        count(endpoints, record.opening().endpoint());
        count(outcomes, record.word());
        count(states, beside.state(record));
        return true;
    }

    private static void count(Map<String, Long> counts, String name) {
        boolean fits = counts.size() < MOST_NAMES || counts.containsKey(name);
        counts.merge(fits ? name : OTHER, 1L, Long::sum);
    }

    Tally tally(Stop stop) {
        return new Tally(calls, bytes, endpoints, outcomes, states, stop);
    }
}
