package dev.hera.broker.accept.shadow;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.accept.Delivery;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// The shadows of all accepting endpoints, by endpoint; any thread.
public final class Shadows implements AutoCloseable {
    private final Map<String, Copier> copiers = new ConcurrentHashMap<>();
    private final Ways ways;
    private final Predicate<Outcome> isLast;
    private final InstantSource clock;

    /// @param isLast whether this is the last attempt's answer; only then the call is copied
    public Shadows(Ways ways, Predicate<Outcome> isLast, InstantSource clock) {
        this.ways = ways;
        this.isLast = isLast;
        this.clock = clock;
    }

    private Copier copier(String endpoint) {
        return copiers.computeIfAbsent(endpoint, name -> new Copier(name, ways, clock));
    }

    /// An endpoint was announced, or is remembered, with these rules.
    public void rules(String endpoint, Delivery delivery) {
        Copier there = copiers.get(endpoint);
        if (there != null) {
            there.rules(delivery);
        } else if (delivery.shadow() != null) {
            copier(endpoint).rules(delivery);
        }
    }

    /// What an operator has set: this service is the endpoint's first; empty for none.
    public void promoted(String endpoint, String service) {
        if (!service.isEmpty() || copiers.containsKey(endpoint)) {
            copier(endpoint).promoted(service);
        }
    }

    /// The service that the endpoint announces as its shadow; empty when it has none.
    public String service(String endpoint) {
        Copier copier = copiers.get(endpoint);
        return copier == null ? "" : copier.service();
    }

    /// Runs an accepted call to its end, by whoever is first.
    public Outcome deliver(Contents contents) {
        Copier copier = copiers.get(contents.endpoint());
        String first = copier == null ? "" : copier.first();
        Outcome outcome = ways.deliver().go(contents.call(), contents.caller(), first);
        if (copier != null && isLast.test(outcome)) {
            copier.ran(contents, outcome);
        }
        return outcome;
    }

    /// Whether this service only gets copies of an endpoint's calls.
    public boolean isShadow(String service, String endpoint) {
        Copier copier = copiers.get(endpoint);
        return copier != null && copier.first().isEmpty() && copier.service().equals(service);
    }

    /// How an endpoint's shadow does; empty when it never had one.
    public Optional<ShadowView> view(String endpoint) {
        return Optional.ofNullable(copiers.get(endpoint)).map(Copier::view);
    }

    /// How all do, by endpoint.
    public List<ShadowView> views() {
        return copiers.values().stream()
                .map(Copier::view)
                .sorted(Comparator.comparing(ShadowView::endpoint))
                .toList();
    }

    /// One figure of all.
    public long sum(ToLongFunction<ShadowView> figure) {
        return views().stream().mapToLong(figure).sum();
    }

    /// No more copies; those that run may end.
    @Override
    public void close() {
        copiers.values().forEach(Copier::close);
    }
}
