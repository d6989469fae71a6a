package dev.hera.broker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The virtual machine and the process under a broker, as Micrometer's own binders see them.
final class Machine implements AutoCloseable {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE = 4_096;

    private final JvmGcMetrics garbage = new JvmGcMetrics();

    Machine(MeterRegistry registry) {
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("process.resident.memory", Machine::resident)
                .description("memory that the process holds, with what is not the heap")
                .baseUnit("bytes")
                .register(registry);
    }

    /// Not a number where there is no `/proc`.
    private static double resident() {
        try {
            return (double) Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        garbage.close();
    }
}
