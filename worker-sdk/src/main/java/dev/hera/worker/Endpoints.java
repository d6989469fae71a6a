package dev.hera.worker;

import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Middleware;
import dev.hera.worker.api.Options;
import dev.hera.worker.rpc.EndpointTable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The words that declare endpoints, the same before the start and while a worker runs; one thread.
///
/// A path's segment may be `{name}`, its last one `*`.
///
/// @param <S> what each word returns, to go on with
public abstract sealed class Endpoints<S extends Endpoints<S>>
        permits WorkerBuilder, EndpointChange {
    private final List<Declared> declared;

    /// One declaration.
    ///
    /// @param what the endpoint's name, the annotated object, or the middleware
    /// @param how says it to a table that is being built
    record Declared(Object what, Consumer<EndpointTable.Builder> how) {}

    Endpoints(List<Declared> declared) {
        this.declared = new ArrayList<>(declared);
    }

    abstract S self();

    /// Serves `GET` of this path with the usual options.
    public S get(String path, Handler handler) {
        return get(path, Options.usual(), handler);
    }

    /// Serves `GET` of this path.
    public S get(String path, Options options, Handler handler) {
        return route("GET", path, options, handler);
    }

    /// Serves `POST` of this path with the usual options.
    public S post(String path, Handler handler) {
        return post(path, Options.usual(), handler);
    }

    /// Serves `POST` of this path.
    public S post(String path, Options options, Handler handler) {
        return route("POST", path, options, handler);
    }

    /// Serves `PUT` of this path with the usual options.
    public S put(String path, Handler handler) {
        return put(path, Options.usual(), handler);
    }

    /// Serves `PUT` of this path.
    public S put(String path, Options options, Handler handler) {
        return route("PUT", path, options, handler);
    }

    /// Serves `PATCH` of this path with the usual options.
    public S patch(String path, Handler handler) {
        return patch(path, Options.usual(), handler);
    }

    /// Serves `PATCH` of this path.
    public S patch(String path, Options options, Handler handler) {
        return route("PATCH", path, options, handler);
    }

    /// Serves `DELETE` of this path with the usual options.
    public S delete(String path, Handler handler) {
        return delete(path, Options.usual(), handler);
    }

    /// Serves `DELETE` of this path.
    public S delete(String path, Options options, Handler handler) {
        return route("DELETE", path, options, handler);
    }

    /// Serves any method of this path.
    public S route(String method, String path, Options options, Handler handler) {
        return add(method + ' ' + path, table -> table.route(method, path, handler, options));
    }

    /// Serves a JSON-RPC method with the usual options.
    public S rpc(String name, Handler handler) {
        return rpc(name, Options.usual(), handler);
    }

    /// Serves a JSON-RPC method; its handler sees the call's `params` as the body.
    public S rpc(String name, Options options, Handler handler) {
        return add(name, table -> table.rpc(name, handler, options));
    }

    /// Serves every annotated method of an object.
    public S serve(Object annotated) {
        return add(annotated, table -> table.serve(annotated));
    }

    /// Puts a middleware around every endpoint, inside of those before.
    public S use(Middleware middleware) {
        return add(middleware, table -> table.use(middleware));
    }

    private S add(Object what, Consumer<EndpointTable.Builder> how) {
        declared.add(new Declared(what, how));
        return self();
    }

    /// Takes back what was declared under this name or as this object; false when nothing was.
    final boolean takeBack(Object what) {
        return declared.removeIf(one -> one.what().equals(what));
    }

    final List<Declared> declared() {
        return List.copyOf(declared);
    }

    /// Everything declared so far as one table.
    ///
    /// @throws IllegalArgumentException for a declaration that is wrong, or comes twice
    final EndpointTable table() {
        EndpointTable.Builder table = EndpointTable.builder();
        declared.forEach(one -> one.how().accept(table));
        return table.build();
    }
}
