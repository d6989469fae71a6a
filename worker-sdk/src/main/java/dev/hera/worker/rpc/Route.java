package dev.hera.worker.rpc;

import dev.hera.wire.Endpoint;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Middleware;
import dev.hera.worker.api.Options;
import dev.hera.worker.schema.Schemas;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One endpoint and who answers it; immutable.
///
/// @param path null for a JSON-RPC method
record Route(Endpoint endpoint, @Nullable PathPattern path, Handler handler) {
    /// A REST endpoint.
    ///
    /// @throws IllegalArgumentException when method or path is wrong
    static Route rest(String method, String path, Options options, Handler handler) {
        boolean letters = method.chars().allMatch(c -> c >= 'A' && c <= 'Z');
        if (method.isEmpty() || method.length() > 20 || !letters) {
            throw new IllegalArgumentException(
                    "\"" + method + "\" is no method: a method is like GET or POST");
        }
        PathPattern pattern = PathPattern.of(path);
        return new Route(endpoint(method + ' ' + path, options), pattern, handler);
    }

    /// A JSON-RPC method.
    ///
    /// @throws IllegalArgumentException when the name is wrong or reserved
    static Route rpc(String name, Options options, Handler handler) {
        boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (name.isEmpty() || name.length() > 100 || !plain) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" is no JSON-RPC method: a method has 1 to 100 visible ASCII"
                            + " characters and no space");
        }
        if (name.startsWith("rpc.") || name.startsWith("hera.")) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" is reserved: names beginning with rpc. are the"
                            + " specification's, with hera. the platform's");
        }
        return new Route(endpoint(name, options), null, handler);
    }

    private static Endpoint endpoint(String name, Options options) {
        Endpoint.RecordMode record =
                switch (options.record()) {
                    case OFF -> Endpoint.RecordMode.OFF;
                    case BESIDE -> Endpoint.RecordMode.BESIDE;
                    case DURABLE -> Endpoint.RecordMode.DURABLE;
                    case AHEAD -> Endpoint.RecordMode.AHEAD;
                };
        return new Endpoint(
                name,
                options.accepting().policy(),
                record,
                options.isIdempotent(),
                options.timeout(),
                options.maxInFlight(),
                options.sensitive(),
                Schemas.of(name, options.shape()));
    }

    /// The name that is announced and that a call carries.
    String name() {
        return endpoint.name();
    }

    /// The name without the names in its path: two routes of one shape would take the same calls.
    String shape() {
        return path == null ? name() : endpoint.method() + ' ' + path.shape();
    }

    /// The values of the path's names; empty when the path is not this endpoint's.
    Optional<Map<String, String>> values(String called) {
        return path == null ? Optional.of(Map.of()) : path.values(called);
    }

    /// The same endpoint with middleware around its handler, the first outermost.
    Route within(List<Middleware> around) {
        Handler whole = handler;
        for (Middleware middleware : around.reversed()) {
            Handler inner = whole;
            whole = call -> middleware.handle(call, inner);
        }
        return new Route(endpoint, path, whole);
    }
}
