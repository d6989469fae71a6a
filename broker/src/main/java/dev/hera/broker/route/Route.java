package dev.hera.broker.route;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

/// What a call resolved to: the endpoint's promises, before a worker is chosen.
///
/// @param endpoint as last announced, or as remembered when nobody announces it now
/// @param shape what makes two announced names one endpoint: the name without `{names}`
/// @param role the part of the workers that may run it
/// @param service whose workers may run it; empty for those of any
/// @param otherwise who may run it when none of these can; null for nobody
public record Route(
        Endpoint endpoint,
        String shape,
        Frame.Role role,
        String service,
        @Nullable Route otherwise) {
    public Route(Endpoint endpoint, String shape, Frame.Role role) {
        this(endpoint, shape, role, "", null);
    }

    /// To the candidates of one service instead, under the same promises.
    public Route candidates(String of) {
        return new Route(endpoint, shape, Frame.Role.CANDIDATE, of, null);
    }

    /// The same, and where to go when nobody there can take the call.
    public Route or(Route other) {
        return new Route(endpoint, shape, role, service, other);
    }

    /// Whether a worker of this service may run it.
    boolean admits(String its) {
        return service.isEmpty() || service.equals(its);
    }
}
