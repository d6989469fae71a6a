package dev.hera.broker.metrics;

import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The broker's meters; hears calls on their own threads, is scraped on any.
public final class Meters implements CallListener {
    /// Most endpoints, and most workers, with series of their own.
    private static final int MAX_NAMES = 500;

    private static final String OTHER = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, String> endpoints = new ConcurrentHashMap<>();
    private final Map<String, String> workers = new ConcurrentHashMap<>();
    private final Map<Series, Timer> calls = new ConcurrentHashMap<>();
    private final Map<WorkerSeries, Timer> byWorker = new ConcurrentHashMap<>();

    private record Series(String endpoint, String outcome, int status) {}

    private record WorkerSeries(String worker, String outcome) {}

    @Override
    public void onEnd(Ended ended) {
        String endpoint = ended.endpoint();
        Outcome outcome = ended.outcome();
        String name = endpoint.isEmpty() ? OTHER : bounded(endpoints, endpoint);
        long total = outcome.ledger().total();
        calls.computeIfAbsent(new Series(name, outcome.word(), status(outcome)), this::callTimer)
                .record(total, TimeUnit.NANOSECONDS);
        String worker = outcome.worker();
        if (worker != null) {
            WorkerSeries series = new WorkerSeries(bounded(workers, worker), outcome.word());
            byWorker.computeIfAbsent(series, this::workerTimer)
                    .record(outcome.ledger().worker(), TimeUnit.NANOSECONDS);
        }
    }

    private static String bounded(Map<String, String> known, String name) {
        String same = known.get(name);
        if (same != null) {
            return same;
        }
        if (known.size() >= MAX_NAMES) {
            return OTHER;
        }
        known.put(name, name);
        return name;
    }

    /// The status a caller saw, 0 where the platform chose it.
    private static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered a -> a.status();
            case Outcome.HandlerFailed f -> f.status();
            case Outcome.Accepted a -> a.status();
            case Outcome.NotExecuted _, Outcome.Unknown _ -> 0;
        };
    }

    private Timer callTimer(Series series) {
        return Timer.builder("hera.calls")
                .description("calls from callers, from first byte read to outcome")
                .tag("endpoint", series.endpoint())
                .tag("outcome", series.outcome())
                .tag("status", Integer.toString(series.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Timer workerTimer(WorkerSeries series) {
        return Timer.builder("hera.worker.calls")
                .description("calls by worker, as the worker measured them")
                .tag("worker", series.worker())
                .tag("outcome", series.outcome())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /// Adds a figure that is read when scraped.
    ///
    /// @param name with dots, `hera.links`
    public void gauge(String name, String description, Supplier<Number> figure) {
        Gauge.builder(name, figure)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /// All series as Prometheus text.
    public String scrape() {
        return registry.scrape();
    }
}
