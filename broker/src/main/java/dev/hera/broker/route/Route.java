package dev.hera.broker.route;

import dev.hera.broker.route.aim.Aim;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

/// What a call resolved to: the endpoint's promises, before a worker is chosen.
///
/// @param endpoint as last announced, or as remembered when nobody announces it now
/// @param shape what makes two announced names one endpoint: the name without `{names}`
/// @param aim the workers that may run it
/// @param otherwise who may run it when none of these can; null for nobody
public record Route(Endpoint endpoint, String shape, Aim aim, @Nullable Route otherwise) {
    public Route(Endpoint endpoint, String shape, Frame.Role role) {
        this(endpoint, shape, new Aim(role, "", ""), null);
    }

    Frame.Role role() {
        return aim.role();
    }

    /// To others instead, under the same promises.
    public Route to(Aim others) {
        return new Route(endpoint, shape, others, null);
    }

    /// The same, and where to go when nobody there can take the call.
    public Route or(Route other) {
        return new Route(endpoint, shape, aim, other);
    }
}
