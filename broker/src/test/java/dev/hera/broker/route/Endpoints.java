package dev.hera.broker.route;

import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Acceptance;

import java.util.List;

/// Endpoints with one promise that is not the default.
final class Endpoints {
    private Endpoints() {}

    static Endpoint limited(String name, int maxInFlight) {
        return new Endpoint(
                name,
                Acceptance.NONE,
                Endpoint.RecordMode.DURABLE,
                false,
                Endpoint.DEFAULT_TIMEOUT,
                maxInFlight,
                List.of());
    }
}
