package dev.hera.worker;

import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Middleware;
import dev.hera.worker.api.Options;
import dev.hera.worker.calls.Duties;
import dev.hera.worker.vitals.VitalSigns;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A worker that is still being put together: endpoints and settings; one thread.
public final class WorkerBuilder extends Endpoints<WorkerBuilder> {
    private final String service;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final EndpointTable.Builder endpoints = EndpointTable.builder();

    WorkerBuilder(String service) {
        super(List.of());
        this.service = service;
    }

    /// The service's name.
    public String service() {
        return service;
    }

    // ---- what it answers ------------------------------------------------------------------

    /// Answers `GET` on this path; segments may be `{name}`, the last may be `*`.
    public WorkerBuilder get(String path, Handler handler) {
        return get(path, Options.usual(), handler);
    }

    /// Answers `GET`, with options.
    public WorkerBuilder get(String path, Options options, Handler handler) {
        return on("GET", path, options, handler);
    }

    /// Answers `POST` on this path.
    public WorkerBuilder post(String path, Handler handler) {
        return post(path, Options.usual(), handler);
    }

    /// Answers `POST`, with options.
    public WorkerBuilder post(String path, Options options, Handler handler) {
        return on("POST", path, options, handler);
    }

    /// Answers `PUT` on this path.
    public WorkerBuilder put(String path, Handler handler) {
        return put(path, Options.usual(), handler);
    }

    /// Answers `PUT`, with options.
    public WorkerBuilder put(String path, Options options, Handler handler) {
        return on("PUT", path, options, handler);
    }

    /// Answers `DELETE` on this path.
    public WorkerBuilder delete(String path, Handler handler) {
        return delete(path, Options.usual(), handler);
    }

    /// Answers `DELETE`, with options.
    public WorkerBuilder delete(String path, Options options, Handler handler) {
        return on("DELETE", path, options, handler);
    }

    /// Answers `PATCH` on this path.
    public WorkerBuilder patch(String path, Handler handler) {
        return patch(path, Options.usual(), handler);
    }

    /// Answers `PATCH`, with options.
    public WorkerBuilder patch(String path, Options options, Handler handler) {
        return on("PATCH", path, options, handler);
    }

    /// Answers any HTTP method on this path.
    public WorkerBuilder on(String method, String path, Options options, Handler handler) {
        endpoints.route(method, path, handler, options);
        return this;
    }

    /// Answers a JSON-RPC method; the handler sees the call's `params` as the body.
    public WorkerBuilder rpc(String name, Handler handler) {
        return rpc(name, Options.usual(), handler);
    }

    /// Answers a JSON-RPC method, with options.
    public WorkerBuilder rpc(String name, Options options, Handler handler) {
        endpoints.rpc(name, handler, options);
        return this;
    }

    /// Answers with an object's annotated methods.
    public WorkerBuilder serve(Object annotated) {
        endpoints.serve(annotated);
        return this;
    }

    /// Stands around every endpoint; those added first stand outermost.
    public WorkerBuilder use(Middleware middleware) {
        endpoints.use(middleware);
        return this;
    }

    // ---- how it runs ----------------------------------------------------------------------

    /// Sets one setting; it wins over the environment.
    public WorkerBuilder set(Setting setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /// Where ZooKeeper is: `host:port`, several separated by commas.
    public WorkerBuilder zookeeper(String address) {
        return set(Setting.ZOOKEEPER, address);
    }

    /// The service's secret.
    public WorkerBuilder secret(String secret) {
        return set(Setting.SECRET, secret);
    }

    /// How many calls run without slowing each other down.
    public WorkerBuilder slots(int slots) {
        return set(Setting.SLOTS, Integer.toString(slots));
    }

    /// What part the worker plays: `live`, `candidate` or `quarantine`.
    public WorkerBuilder role(String role) {
        return set(Setting.ROLE, role);
    }

    /// This process among its kind.
    public WorkerBuilder instance(String instance) {
        return set(Setting.INSTANCE, instance);
    }

    /// Starts the worker: checks settings and endpoints, finds the brokers, links to each of them.
    /// Returns when the first link stands, or after `HERA_START_SECONDS` without one; what is
    /// missing is in the log then, and the worker goes on trying.
    ///
    /// @throws IllegalArgumentException naming the setting or the endpoint that is wrong
    public Worker start() {
        return start(System.getenv());
    }

    Worker start(Map<String, String> environment) {
        Served served = new Served(this);
        VitalSigns signs = VitalSigns.ofThisProcess();
        Duties duties = new Duties(served::endpoints, served::run, signs::read);
        return start(environment, duties, served);
    }

    /// For tests of what is below the words: these duties in place of what is declared.
    Worker start(Duties duties) {
        return start(System.getenv(), duties, new Served(this));
    }

    private Worker start(Map<String, String> environment, Duties duties, Served served) {
        WorkerSettings all = WorkerSettings.of(service, environment, settings);
        return new Worker(all, duties, served).start();
    }

    @Override
    WorkerBuilder self() {
        return this;
    }
}
