package dev.hera.broker.metrics;

import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The broker's meters; hears calls on their own threads, is scraped on any.
///
/// A scrape is written at most once a second, however many ask: whoever asks sooner gets the text
/// of the one before, and the same bytes.
public final class Meters implements CallListener, AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LongSupplier nanos;
    private final Supplier<Figures> figures;
    private final CallMeters calls;
    private final AttemptMeters attempts;
    private final Machine machine;

    /// Micrometer forgets what it counts for unless somebody else holds it.
    private final Queue<LongSupplier> counts = new ConcurrentLinkedQueue<>();

    // under the lock of a scrape
    private final Shelf<WorkerFigures> workers;
    private final Shelf<EndpointFigures> endpoints;
    private final Map<String, Long> missingSince = new HashMap<>();
    private final Map<String, Written> written = new HashMap<>();

    private record Written(String text, byte[] bytes, long at) {}

    /// @param nanos the monotonic clock
    /// @param series most lines of one name in a scrape
    /// @param figures what the routing table holds now
    public Meters(LongSupplier nanos, int series, Supplier<Figures> figures) {
        this.nanos = nanos;
        this.figures = figures;
        Families families = new Families(registry, series);
        calls = new CallMeters(families);
        attempts = new AttemptMeters(families);
        machine = new Machine(registry);
        workers = new Shelf<>(registry, "worker", series, WorkerFigures.GAUGES);
        endpoints = new Shelf<>(registry, "endpoint", series, EndpointFigures.GAUGES);
    }

    @Override
    public void onEnd(Ended ended) {
        calls.onEnd(ended);
        attempts.onEnd(ended);
    }

    /// Adds a figure that is read when scraped.
    ///
    /// @param name with dots and its unit, `hera.links`
    /// @param labels name and value in turn
    public void gauge(String name, String description, DoubleSupplier figure, String... labels) {
        Gauge.builder(name, figure, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(Tags.of(labels))
                .strongReference(true)
                .register(registry);
    }

    /// Adds a count that somebody else keeps and that only grows, read when scraped.
    ///
    /// @param name with dots and its unit, without `total`
    /// @param labels name and value in turn
    public void counter(String name, String description, LongSupplier count, String... labels) {
        counts.add(count);
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(description)
                .tags(Tags.of(labels))
                .register(registry);
    }

    /// All series as text.
    ///
    /// @param type the content type that was asked for; Prometheus' own text unless it is
    ///     OpenMetrics
    public String scrape(String type) {
        return written(type).text();
    }

    /// The same text as it goes out, not to be changed.
    public byte[] bytes(String type) {
        return written(type).bytes();
    }

    private synchronized Written written(String type) {
        long now = nanos.getAsLong();
        Written last = written.get(type);
        if (last != null && now - last.at() < FRESH.toNanos()) {
            return last;
        }
        Figures seen = figures.get();
        workers.show(
                seen.workers().stream()
                        .collect(Collectors.toMap(WorkerFigures::worker, w -> w, (a, _) -> a)));
        endpoints.show(
                seen.endpoints().stream()
                        .collect(Collectors.toMap(EndpointFigures::endpoint, e -> e, (a, _) -> a)));
        forget(seen, now);
        String text = registry.scrape(type);
        Written next = new Written(text, text.getBytes(StandardCharsets.UTF_8), now);
        written.put(type, next);
        return next;
    }

    /// What is known of a worker outlives it by ten minutes, so that its end can be looked at.
    private void forget(Figures seen, long now) {
        Set<String> missing = attempts.workers();
        seen.workers().forEach(worker -> missing.remove(worker.worker()));
        missingSince.keySet().retainAll(missing);
        missing.forEach(worker -> missingSince.putIfAbsent(worker, now));
        Set<String> gone = new HashSet<>();
        missingSince.forEach(
                (worker, since) -> {
                    if (now - since >= FORGET.toNanos()) {
                        gone.add(worker);
                    }
                });
        if (!gone.isEmpty()) {
            attempts.forget(registry, gone);
        }
    }

    @Override
    public void close() {
        machine.close();
        registry.close();
    }
}
