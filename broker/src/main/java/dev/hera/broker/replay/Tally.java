package dev.hera.broker.replay;

import dev.hera.broker.replay.compare.Findings;
import dev.hera.broker.replay.compare.Found;
import dev.hera.broker.replay.keep.Progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which calls of a replay have ended; the run guards it.
///
/// Calls end in any order and are counted in theirs: what ends before an earlier one is held until
/// that has ended too. So a cursor and the counts say everything, and a broker that is killed
/// counts nothing twice.
final class Tally {
    private final Map<Integer, Result> ahead = new HashMap<>();
    private final Map<String, Long> counts;
    private final Findings findings;
    private int cursor;

    Tally(Progress before) {
        cursor = before.cursor();
        counts = new HashMap<>(before.counts());
        findings = new Findings(before.found());
    }

    void ended(int place, Result result) {
        ahead.put(place, result);
        for (Result next = ahead.remove(cursor); next != null; next = ahead.remove(cursor)) {
            cursor++;
            counts.merge(next.word(), 1L, Long::sum);
            if (next.compared() != null) {
                findings.add(next.endpoint(), next.original(), next.compared());
            }
        }
    }

    int cursor() {
        return cursor;
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    Found found() {
        return findings.found();
    }

    Set<String> noise(String endpoint) {
        return findings.noise(endpoint);
    }
}
