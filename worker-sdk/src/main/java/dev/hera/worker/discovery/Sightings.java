package dev.hera.worker.discovery;

import dev.hera.wire.BrokerNode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The brokers as last seen, where one that vanished counts as there for two seconds more.
///
/// One thread; the caller brings the time.
final class Sightings {
    /// How long a vanished broker still counts.
    static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<String, BrokerNode> known = new TreeMap<>();
    private final Map<String, Long> missingSince = new TreeMap<>();

    /// Takes what is there now; returns who counts as there, in order of their ids.
    List<BrokerNode> saw(Collection<BrokerNode> present, long nanos) {
        Map<String, BrokerNode> now = new TreeMap<>();
        present.forEach(broker -> now.put(broker.id(), broker));
        known.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> missingSince.putIfAbsent(id, nanos));
        missingSince.keySet().removeAll(now.keySet());
        known.putAll(now);
        missingSince.entrySet().stream()
                .filter(missing -> nanos - missing.getValue() >= GRACE.toNanos())
                .forEach(missing -> known.remove(missing.getKey()));
        missingSince.keySet().retainAll(known.keySet());
        return List.copyOf(known.values());
    }

    /// In how many nanoseconds to look again for the sake of the vanished ones; empty when there
    /// are none.
    OptionalLong lookAgainIn(long nanos) {
        return missingSince.values().stream()
                .mapToLong(since -> Math.max(0, since + GRACE.toNanos() - nanos))
                .min();
    }
}
