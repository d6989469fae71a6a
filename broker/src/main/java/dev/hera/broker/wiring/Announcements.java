package dev.hera.broker.wiring;

import dev.hera.broker.cluster.Policies;
import dev.hera.broker.route.Router;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What is heard of endpoints and workers, on its way to those who need it; any thread.
public final class Announcements {
    private final Router router;
    private final LaterCalls later;
    private final Supplier<Policies> policies;
    private volatile Set<String> drains = Set.of();

    /// @param policies where promises are kept; asked for only once it is there
    public Announcements(Router router, LaterCalls later, Supplier<Policies> policies) {
        this.router = router;
        this.later = later;
        this.policies = policies;
    }

    /// What a worker's endpoints promise is kept, so that a broker that has never seen them knows.
    public List<Frame.Refused> announced(String worker, long generation, List<Endpoint> endpoints) {
        List<Frame.Refused> refused = router.announced(worker, generation, endpoints);
        if (router.isLive(worker)) {
            Set<String> names = new HashSet<>();
            refused.forEach(one -> names.add(one.endpoint()));
            List<Endpoint> taken =
                    endpoints.stream()
                            .filter(e -> !names.contains(e.name()))
                            .map(e -> e.described(null))
                            .toList();
            policies.get().announced(taken);
            taken.forEach(later::known);
        }
        if (drains.contains(worker)) {
            router.draining(worker);
        }
        return refused;
    }

    /// An endpoint is known from ZooKeeper, or from the last time.
    public void remembered(Endpoint endpoint) {
        router.remember(endpoint);
        later.known(endpoint);
    }

    /// Workers that an operator drains get no new calls until the drain is taken back.
    public void drains(Map<String, byte[]> nodes) {
        Set<String> before = drains;
        drains = Set.copyOf(nodes.keySet());
        drains.forEach(router::draining);
        before.stream().filter(worker -> !drains.contains(worker)).forEach(router::resumed);
    }
}
