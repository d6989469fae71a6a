package dev.hera.worker.link;

import dev.hera.wire.Endpoint;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What this worker offers, in generations; any thread.
final class Offers {
    private final Supplier<List<Endpoint>> endpoints;
    private final AtomicReference<Offer> newest;

    /// The full set of endpoints as announced; a higher generation replaces a lower one whole.
    record Offer(long generation, List<Endpoint> endpoints) {
        Offer {
            endpoints = List.copyOf(endpoints);
        }

        /// The same without schemas, which nobody needs to call.
        Offer bare() {
            return new Offer(
                    generation, endpoints.stream().map(one -> one.described(null)).toList());
        }
    }

    Offers(Supplier<List<Endpoint>> endpoints) {
        this.endpoints = endpoints;
        this.newest = new AtomicReference<>(new Offer(1, endpoints.get()));
    }

    Offer newest() {
        return newest.get();
    }

    /// Takes the endpoints as they are now for a new generation.
    void renew() {
        Offer unused = newest.updateAndGet(old -> new Offer(old.generation() + 1, endpoints.get()));
    }
}
