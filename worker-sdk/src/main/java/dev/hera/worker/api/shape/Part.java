package dev.hera.worker.api.shape;

import java.lang.reflect.Type;

/// One named value that goes into an endpoint.
///
/// @param required a call without it is refused
public record Part(String name, Type type, boolean required, Place place) {
    /// Where it goes.
    public enum Place {
        /// The path, where that has `{name}`; the query otherwise.
        PARAMETER,
        /// The body, as a member; the params of a JSON-RPC method.
        MEMBER
    }
}
