package dev.hera.broker.metrics;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Counts and times what was sent to workers, for every call, also the platform's own.
///
/// Workers come and go under ever new names, so what is known of those that went is dropped.
final class AttemptMeters implements CallListener {
    private final Family<Counter> attempts;
    private final Family<Counter> again;
    private final Family<Timer> workers;
    private final Family<Timer> handlers;

    AttemptMeters(Families make) {
        attempts = make.counters("hera.attempts", "", "calls sent to workers, by how that ended");
        again = make.counters("hera.redispatches", "", "attempts after the first of a call");
        again.of(new Labels.One("outcome", "answered"));
        workers = make.histograms("hera.worker.call", "until a worker answered, by its broker");
        handlers = make.timers("hera.worker.handler", "how long handlers ran, by their workers");
    }

    @Override
    public void onEnd(Ended ended) {
        for (Attempt attempt : ended.attempts()) {
            attempted(attempt);
        }
    }

    private void attempted(Attempt attempt) {
        attempts.of(new Labels.Attempts(attempt.worker(), attempt.outcome())).increment();
        if (attempt.number() > 1) {
            again.of(new Labels.One("outcome", attempt.outcome())).increment();
        }
        Labels worker = new Labels.One("worker", attempt.worker());
        workers.of(worker).record(attempt.tookNanos(), TimeUnit.NANOSECONDS);
        if (attempt.workerNanos() > 0) {
            handlers.of(worker).record(attempt.workerNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// The workers that anything is known of.
    Set<String> workers() {
        Set<String> names = new HashSet<>();
        for (Labels labels : workers.labels()) {
            if (labels instanceof Labels.One one && !one.value().equals(Labels.OTHER)) {
                names.add(one.value());
            }
        }
        for (Labels labels : attempts.labels()) {
            if (labels instanceof Labels.Attempts a && !a.worker().equals(Labels.OTHER)) {
                names.add(a.worker());
            }
        }
        return names;
    }

    /// Forgets workers that are gone.
    void forget(MeterRegistry registry, Set<String> gone) {
        attempts.drop(registry, l -> l instanceof Labels.Attempts a && gone.contains(a.worker()));
        workers.drop(registry, labels -> isOf(labels, gone));
        handlers.drop(registry, labels -> isOf(labels, gone));
    }

    private static boolean isOf(Labels labels, Set<String> gone) {
        return labels instanceof Labels.One one && gone.contains(one.value());
    }
}
