package dev.hera.worker;

import dev.hera.worker.calls.Duties;

import java.util.EnumMap;
import java.util.Map;

/// A worker that is still being put together; one thread.
public final class WorkerBuilder {
    private final String service;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);

    WorkerBuilder(String service) {
        this.service = service;
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

    Worker start(Duties duties) {
        return new Worker(WorkerSettings.of(service, System.getenv(), settings), duties).start();
    }
}
