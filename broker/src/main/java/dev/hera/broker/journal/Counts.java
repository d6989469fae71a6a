package dev.hera.broker.journal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What was counted, kept or not; any thread.
final class Counts {
    final LongAdder opened = new LongAdder();
    final LongAdder attempts = new LongAdder();
    final LongAdder unrecorded = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder keysRemoved = new LongAdder();
    final LongAdder twice = new LongAdder();
    final LongAdder undelivered = new LongAdder();
    private final Map<String, LongAdder> ended = new ConcurrentHashMap<>();

    void ended(String word) {
        LongAdder count = ended.get(word);
        if (count == null) {
            count = ended.computeIfAbsent(word, _ -> new LongAdder());
        }
        count.increment();
    }

    Map<String, Long> ended() {
        Map<String, Long> counts = new TreeMap<>();
        ended.forEach((word, count) -> counts.put(word, count.sum()));
        return counts;
    }
}
