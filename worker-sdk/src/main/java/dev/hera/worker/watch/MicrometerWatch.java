package dev.hera.worker.watch;

import dev.hera.wire.Vitals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// A worker's meters, in a registry of the author's: `hera.handler` times calls by endpoint and
/// class of the status, `hera.sdk.…` are the worker's vitals and links. Any thread.
///
/// Histograms are the registry's choice, by a `MeterFilter`.
public final class MicrometerWatch implements CallWatch {
    private final MeterRegistry registry;

    /// @param registry of the author's; it stays open when the worker closes
    public MicrometerWatch(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(CallEnded call) {
        Timer.builder("hera.handler")
                .description("how long handlers ran, by endpoint and status")
                .tag("endpoint", call.endpoint())
                .tag("status", call.status() / 100 + "xx")
                .register(registry)
                .record(call.took());
    }

    @Override
    public void started(Supplier<Vitals> vitals, IntSupplier links) {
        gauge("hera.sdk.links", "", "brokers linked", links, IntSupplier::getAsInt);
        vital("hera.sdk.in.flight", "", "calls running", vitals, Vitals::inFlight);
        vital("hera.sdk.cpu", "ratio", "of the cores it may use", vitals, Vitals::cpu);
        vital("hera.sdk.resident.memory", "bytes", "what it holds", vitals, Vitals::rss);
        vital("hera.sdk.memory.limit", "bytes", "what it may hold", vitals, Vitals::memoryLimit);
        vital("hera.sdk.memory.use", "ratio", "after garbage", vitals, Vitals::memoryUse);
    }

    private void vital(
            String name,
            String unit,
            String description,
            Supplier<Vitals> vitals,
            ToDoubleFunction<Vitals> figure) {
        gauge(name, unit, description, vitals, now -> figure.applyAsDouble(now.get()));
    }

    private <T> void gauge(
            String name, String unit, String description, T of, ToDoubleFunction<T> figure) {
        Gauge.builder(name, of, figure)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .strongReference(true)
                .register(registry);
    }
}
