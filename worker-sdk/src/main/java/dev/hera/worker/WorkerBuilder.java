package dev.hera.worker;

import dev.hera.wire.Frame;
import dev.hera.worker.api.remote.Way;
import dev.hera.worker.calls.Duties;
import dev.hera.worker.link.LinkState;
import dev.hera.worker.vitals.VitalSigns;
import dev.hera.worker.watch.CallWatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A worker that is still being put together: endpoints and settings; one thread.
public final class WorkerBuilder extends Endpoints<WorkerBuilder> {
    private final String service;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final List<CallWatch> watches = new ArrayList<>();

    WorkerBuilder(String service) {
        super(List.of());
        this.service = service;
    }

    /// The service's name.
    public String service() {
        return service;
    }

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

    /// Lets somebody hear of every call as it ends, and of the worker itself: meters, as a rule.
    public WorkerBuilder watch(CallWatch watch) {
        watches.add(watch);
        return this;
    }

    /// Starts the worker: checks settings and endpoints, finds the brokers, links to each of them.
    /// Returns when the first link stands, or after `HERA_START_SECONDS` without one; what is
    /// missing is in the log then, and the worker goes on trying.
    ///
    /// @throws IllegalArgumentException naming the setting or the endpoint that is wrong
    public Worker start() {
        return start(System.getenv());
    }

    /// Runs one call on the calling thread, without a platform: no link, no setting is needed.
    /// Tests of a worker's code do it.
    ///
    /// @param left how long its caller still waits
    /// @param way how the calls leave that its handler makes
    /// @throws IllegalArgumentException naming the endpoint that is wrong
    public Frame.Reply run(Frame.Invoke call, Duration left, Way way) {
        Served served = new Served(this);
        served.callBy(way);
        return served.run(call, left);
    }

    Worker start(Map<String, String> environment) {
        Served served = new Served(this);
        VitalSigns signs = VitalSigns.ofThisProcess();
        List<CallWatch> hearing = List.copyOf(watches);
        Duties duties =
                hearing.isEmpty()
                        ? new Duties(served::endpoints, served::run, signs::read)
                        : new Duties(
                                served::endpoints, new Watched(served::run, hearing), signs::read);
        Worker worker = start(environment, duties, served);
        hearing.forEach(watch -> watch.started(worker::vitals, () -> open(worker)));
        return worker;
    }

    private static int open(Worker worker) {
        return (int)
                worker.links().values().stream().filter(LinkState.Open.class::isInstance).count();
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
