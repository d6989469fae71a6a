package dev.hera.trials.accept;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who was delivered, and how often: a worker for `POST /0/census` that counts by id. Handlers
/// count, anyone may look.
final class Census {
    static final String CONFIRMED = "{\"status\":\"OK\"}";
    static final int IN_FLIGHT = 16;
    private final Map<String, Integer> times = new HashMap<>();
    private final List<Long> moments = new ArrayList<>();

    /// Starts a worker that accepts, and delivers so many a second.
    Worker at(Platform platform, int perSecond) {
        Accepting accepting =
                Accepting.always().confirm(200, CONFIRMED).rate(perSecond).inFlight(IN_FLIGHT);
        return Worker.named("hello")
                .zookeeper("127.0.0.1:" + (2181 + platform.offset()))
                .secret(Platform.read(platform.data().resolve("secrets/worker")).strip())
                .post("/0/census", Options.usual().accept(accepting), this::count)
                .start();
    }

    private synchronized Object count(Context call) {
        times.merge(call.uuid().toString(), 1, Integer::sum);
        moments.add(System.nanoTime());
        return Map.of();
    }

    /// Counts from nothing again.
    synchronized void forget() {
        times.clear();
        moments.clear();
    }

    /// How many calls arrived.
    synchronized int size() {
        return times.size();
    }

    /// Those of these ids that did not arrive.
    synchronized Set<String> missing(Set<String> ids) {
        Set<String> missing = new HashSet<>(ids);
        missing.removeAll(times.keySet());
        return missing;
    }

    /// How many arrived more than once.
    synchronized long repeated() {
        return times.values().stream().filter(count -> count > 1).count();
    }

    /// Seconds from the first arrival to the last.
    synchronized double seconds() {
        return (moments.getLast() - moments.getFirst()) / 1e9;
    }
}
