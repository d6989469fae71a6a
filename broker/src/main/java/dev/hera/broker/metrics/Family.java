package dev.hera.broker.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// The meters of one name, told apart by their labels, and never more than fit; any thread.
///
/// When there is no room for a new one its figures go to the one that stands for all others. Only
/// making a meter takes the lock.
final class Family<M extends Meter> {
    private final int most;
    private final Function<Labels, M> make;
    private final Map<Labels, M> meters = new ConcurrentHashMap<>();

    /// @param most how many meters, besides those that stand for others
    Family(int most, Function<Labels, M> make) {
        this.most = most;
        this.make = make;
    }

    /// The meter for these labels, or the one for others.
    M of(Labels labels) {
        M known = meters.get(labels);
        if (known != null) {
            return known;
        }
        return meters.size() < most ? added(labels) : other(labels);
    }

    private synchronized M added(Labels labels) {
        return meters.size() < most ? meters.computeIfAbsent(labels, make) : other(labels);
    }

    private M other(Labels labels) {
        Labels others = labels.other();
        M known = meters.get(others);
        return known != null ? known : meters.computeIfAbsent(others, make);
    }

    /// The labels that have a meter.
    Set<Labels> labels() {
        return Set.copyOf(meters.keySet());
    }

    /// Takes meters away that nobody needs any more, which makes room for others.
    synchronized void drop(MeterRegistry registry, Predicate<Labels> gone) {
        meters.entrySet()
                .removeIf(
                        entry -> {
                            boolean goes = gone.test(entry.getKey());
                            if (goes) {
                                registry.remove(entry.getValue());
                            }
                            return goes;
                        });
    }
}
