package dev.hera.broker.metrics;

import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// One worker as it is scraped; immutable.
///
/// @param ready whether it gets calls
/// @param dispatched calls of this broker that it is running
/// @param ping round trip of the last questions
/// @param vitals its last report; null before the first
/// @param reportAge how old that is; null before the first
public record WorkerFigures(
        String worker,
        boolean ready,
        int dispatched,
        Duration ping,
        @Nullable Vitals vitals,
        @Nullable Duration reportAge) {
    static final List<Shelf.Figure<WorkerFigures>> GAUGES =
            List.of(
                    gauge("ready", "", "1 while the worker gets calls", w -> w.ready() ? 1 : 0),
                    gauge("dispatched", "", "calls of this broker it runs", w -> w.dispatched()),
                    gauge("ping", "seconds", "round trip of a question", w -> seconds(w.ping())),
                    gauge(
                            "report.age",
                            "seconds",
                            "of its last report",
                            w -> seconds(w.reportAge())),
                    vital("in.flight", "", "calls it runs, of all brokers", Vitals::inFlight),
                    vital("cpu", "ratio", "of the cores it may use", Vitals::cpu),
                    vital("host.cpu", "ratio", "of its host's cores, by all", Vitals::cpuHost),
                    vital("resident.memory", "bytes", "what it holds", Vitals::rss),
                    vital("memory.limit", "bytes", "what it may hold", Vitals::memoryLimit),
                    vital("memory.use", "ratio", "after garbage, 0 to 1", Vitals::memoryUse));

    private static Shelf.Figure<WorkerFigures> gauge(
            String name, String unit, String description, ToDoubleFunction<WorkerFigures> read) {
        return new Shelf.Figure<>("hera.worker." + name, unit, description, read);
    }

    private static Shelf.Figure<WorkerFigures> vital(
            String name, String unit, String description, ToDoubleFunction<Vitals> read) {
        return gauge(
                name,
                unit,
                description,
                worker -> {
                    Vitals vitals = worker.vitals();
                    return vitals == null ? Double.NaN : read.applyAsDouble(vitals);
                });
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toNanos() / 1e9;
    }
}
