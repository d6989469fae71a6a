package dev.hera.worker;

import java.util.List;

/// A change to the endpoints of a running worker, made and announced as a whole.
public final class EndpointChange extends Endpoints<EndpointChange> {
    EndpointChange(List<Declared> declared) {
        super(declared);
    }

    /// Takes an endpoint back, by the name it is announced with: `GET /0/hello/{name}`, or the
    /// JSON-RPC method.
    ///
    /// @throws IllegalArgumentException when it was not declared under this name
    public EndpointChange remove(String endpoint) {
        return removed(endpoint);
    }

    /// Takes an annotated object back, with all its endpoints, or a middleware.
    ///
    /// @throws IllegalArgumentException when it was not declared
    public EndpointChange remove(Object declared) {
        return removed(declared);
    }

    private EndpointChange removed(Object what) {
        if (!takeBack(what)) {
            throw new IllegalArgumentException("not declared here: " + what);
        }
        return this;
    }

    @Override
    EndpointChange self() {
        return this;
    }
}
