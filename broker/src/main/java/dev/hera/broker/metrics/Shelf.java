package dev.hera.broker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/// Gauges of things that come and go, one row of them a thing; belongs to whoever holds the lock of
/// the scrape.
///
/// @param <F> the figures of one thing
final class Shelf<F> {
    private final MeterRegistry registry;
    private final String label;
    private final int most;
    private final List<Figure<F>> figures;
    private final Map<String, Row<F>> rows = new HashMap<>();

    /// One gauge of a row.
    ///
    /// @param unit empty for a bare number
    record Figure<F>(String name, String unit, String description, ToDoubleFunction<F> read) {}

    private record Row<F>(AtomicReference<F> now, List<Meter> gauges) {}

    /// @param label what tells the rows apart
    /// @param most how many rows; what comes after that has none
    Shelf(MeterRegistry registry, String label, int most, List<Figure<F>> figures) {
        this.registry = registry;
        this.label = label;
        this.most = most;
        this.figures = List.copyOf(figures);
    }

    /// Shows these and no others.
    void show(Map<String, F> things) {
        rows.entrySet()
                .removeIf(
                        row -> {
                            boolean gone = !things.containsKey(row.getKey());
                            if (gone) {
                                row.getValue().gauges().forEach(registry::remove);
                            }
                            return gone;
                        });
        things.forEach(this::show);
    }

    private void show(String name, F thing) {
        Row<F> row = rows.get(name);
        if (row != null) {
            row.now().set(thing);
        } else if (rows.size() < most) {
            rows.put(name, row(name, new AtomicReference<>(thing)));
        }
    }

    private Row<F> row(String name, AtomicReference<F> now) {
        List<Meter> gauges = new ArrayList<>(figures.size());
        for (Figure<F> figure : figures) {
            gauges.add(
                    Gauge.builder(figure.name(), now, f -> figure.read().applyAsDouble(f.get()))
                            .description(figure.description())
                            .baseUnit(figure.unit().isEmpty() ? null : figure.unit())
                            .tag(label, name)
                            .strongReference(true)
                            .register(registry));
        }
        return new Row<>(now, gauges);
    }
}
