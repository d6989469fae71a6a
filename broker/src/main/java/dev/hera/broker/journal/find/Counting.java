package dev.hera.broker.journal.find;

import dev.hera.broker.journal.digest.Sums;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;

import java.util.HashMap;
import java.util.Map;

/// Counts calls by what they are; one thread. Bounded in names: those beyond count as `other`.
final class Counting {
    private static final int MOST_NAMES = 1_000;
    private static final String OTHER = "other";

    private final Beside beside;
    private final Sums sums;
    private final Map<String, Long> endpoints = new HashMap<>();
    private final Map<String, Long> outcomes = new HashMap<>();
    private final Map<String, Long> states = new HashMap<>();
    private long calls;
    private long bytes;

    /// @param sums of the calls that need no look at their records
    Counting(Beside beside, Sums sums) {
        this.beside = beside;
        this.sums = sums;
    }

    boolean add(CallRecord record) {
        Ending ending = record.ending();
        calls++;
        bytes += record.opening().body().length();
        bytes += ending == null ? 0 : ending.body().length();
        count(endpoints, record.opening().endpoint(), 1);
        count(outcomes, record.word(), 1);
        count(states, beside.state(record), 1);
        return true;
    }

    private static void count(Map<String, Long> counts, String name, long many) {
        boolean fits = counts.size() < MOST_NAMES || counts.containsKey(name);
        counts.merge(fits ? name : OTHER, many, Long::sum);
    }

    Tally tally(Stop stop) {
        sums.endpoints().forEach((name, many) -> count(endpoints, name, many));
        sums.outcomes().forEach((name, many) -> count(outcomes, name, many));
        sums.states().forEach((name, many) -> count(states, name, many));
        return new Tally(
                calls + sums.calls(), bytes + sums.bytes(), endpoints, outcomes, states, stop);
    }
}
