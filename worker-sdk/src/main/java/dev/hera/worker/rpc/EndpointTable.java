package dev.hera.worker.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Middleware;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.api.remote.RemoteCalls;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.api.remote.Way;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The endpoints of one worker, and the running of a call; immutable, replaced whole when endpoints
/// change. Any number of threads may run calls.
public final class EndpointTable {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointTable.class);

    private static final ObjectMapper MAPPER = Json.fresh();

    private final Map<String, Route> routes;
    private final List<Endpoint> endpoints;

    private EndpointTable(Map<String, Route> routes) {
        this.endpoints = routes.values().stream().map(Route::endpoint).toList();
        this.routes =
                routes.values().stream()
                        .collect(Collectors.toUnmodifiableMap(Route::name, Function.identity()));
    }

    /// A table that is still empty.
    public static Builder builder() {
        return new Builder();
    }

    /// What is announced, in the order of declaration.
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /// Runs a call to its end, on the calling thread; an interrupt is the caller giving up.
    ///
    /// @param left how long the caller still waits
    /// @param settler how the handler closes records
    /// @return [Frame.Answer] or [Frame.Failure], the load left empty for the link to fill in
    public Frame.Reply run(Frame.Invoke call, Duration left, Settler settler) {
        return run(call, left, settler, Way.NONE);
    }

    /// Runs a call whose handler may call others.
    ///
    /// @param way how those calls leave
    public Frame.Reply run(Frame.Invoke call, Duration left, Settler settler, Way way) {
        Route route = routes.get(call.endpoint());
        if (route == null) {
            return Answers.failure(call, ErrorCode.NO_SUCH_ENDPOINT, "no such endpoint here");
        }
        try (RemoteCalls remote = new RemoteCalls(call, left, way, MAPPER)) {
            Optional<Map<String, String>> path = route.values(call.path());
            return path.isEmpty()
                    ? Answers.failure(call, ErrorCode.INVALID_REQUEST, "not a path of the endpoint")
                    : answer(route, call, new Context(call, path.get(), left, settler, remote));
        } catch (CallException e) {
            return Answers.told(route, call, new Context(call, Map.of(), left), e);
        }
    }

    private static Frame.Reply answer(Route route, Frame.Invoke call, Context context) {
        try {
            return Answers.value(route, call, context, route.handler().handle(context));
        } catch (CallException e) {
            // its text is for the caller, and may be as secret as what the caller sent
            LOG.debug("call {} of {} was told {}", call.uuid(), call.endpoint(), e.status());
            return Answers.told(route, call, context, e);
        } catch (InterruptedException e) {
            LOG.debug("call {} of {} was given up", call.uuid(), call.endpoint(), e);
            return Answers.failure(call, ErrorCode.INTERNAL_ERROR, "the call was given up");
        } catch (RemoteException e) {
            LOG.warn(
                    "call {} of {}: a call to another ended {} with code {}",
                    call.uuid(),
                    call.endpoint(),
                    e.outcome(),
                    e.code(),
                    e);
            return Answers.failure(call, ErrorCode.INTERNAL_ERROR, "internal error");
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.error("call {} of {} failed in its handler", call.uuid(), call.endpoint(), e);
            return Answers.failure(call, ErrorCode.INTERNAL_ERROR, "internal error");
        }
    }

    /// Runs a call without a platform around it.
    public Frame.Reply run(Frame.Invoke call, Duration left) {
        return run(call, left, Settler.ALONE);
    }

    /// Puts a table together; one thread. Endpoints are checked as they come, so that the stack
    /// trace shows the line that is wrong.
    public static final class Builder {
        private final Map<String, Route> routes = new LinkedHashMap<>();
        private final List<Middleware> around = new ArrayList<>();

        private Builder() {}

        /// A REST endpoint.
        ///
        /// @param method `GET`, `POST`, ...
        /// @param path segments may be `{name}`, the last may be `*`
        /// @throws IllegalArgumentException when method or path is wrong, or both are taken
        public Builder route(String method, String path, Handler handler, Options options) {
            return add(Route.rest(method, path, options, handler));
        }

        /// A JSON-RPC method; its handler sees the call's `params` as the body.
        ///
        /// @throws IllegalArgumentException when the name is wrong, reserved or taken
        public Builder rpc(String name, Handler handler, Options options) {
            return add(Route.rpc(name, options, handler));
        }

        /// All endpoints of an object, its annotated methods.
        ///
        /// @throws IllegalArgumentException when it has none, or one that cannot be served
        public Builder serve(Object annotated) {
            AnnotatedRoutes.of(annotated).forEach(this::add);
            return this;
        }

        /// One more middleware, inside of those before; around every endpoint of the table.
        public Builder use(Middleware middleware) {
            around.add(middleware);
            return this;
        }

        /// The table as it stands now.
        public EndpointTable build() {
            Map<String, Route> wrapped = new LinkedHashMap<>();
            routes.forEach((name, route) -> wrapped.put(name, route.within(around)));
            return new EndpointTable(wrapped);
        }

        private Builder add(Route route) {
            Route taken = routes.putIfAbsent(route.shape(), route);
            if (taken != null) {
                throw new IllegalArgumentException(
                        route.name() + " is there already, as " + taken.name());
            }
            return this;
        }
    }
}
