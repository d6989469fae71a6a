package dev.hera.broker.journal;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Caller;
import dev.hera.wire.Endpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Takes calls on record; this one counts them. Any thread.
public final class Journal implements AutoCloseable {
    private final LongAdder opened = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final Map<String, LongAdder> ended = new ConcurrentHashMap<>();

    /// Takes a call before it is routed.
    public Opened open(Call call, Caller caller, Endpoint endpoint) {
        opened.increment();
        return new Recording(this);
    }

    /// Why calls cannot be taken; empty when they can.
    public List<String> ailments() {
        return List.of();
    }

    void countAttempt() {
        attempts.increment();
    }

    void countEnd(String word) {
        ended.computeIfAbsent(word, _ -> new LongAdder()).increment();
    }

    /// Calls taken.
    public long opened() {
        return opened.sum();
    }

    /// Times that a call was sent to a worker.
    public long attempts() {
        return attempts.sum();
    }

    /// Calls that ended, by the word for their outcome.
    public Map<String, Long> ended() {
        Map<String, Long> counts = new TreeMap<>();
        ended.forEach((word, count) -> counts.put(word, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        // nothing is kept
    }
}
