package dev.hera.broker.access;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All services' credentials at one moment; immutable, replaced whole when ZooKeeper changes.
public final class WorkerTable {
    /// No credentials: no worker gets in.
    public static final WorkerTable EMPTY = new WorkerTable(Map.of(), List.of());

    private final Map<String, WorkerCredential> byService;
    private final List<String> unreadable;

    private WorkerTable(Map<String, WorkerCredential> byService, List<String> unreadable) {
        this.byService = Map.copyOf(byService);
        this.unreadable = List.copyOf(unreadable);
    }

    /// Reads what stands below `workers/`; an entry that cannot be read is left out and named.
    public static WorkerTable of(Map<String, byte[]> entries) {
        Map<String, WorkerCredential> credentials = new HashMap<>();
        List<String> unreadable = new ArrayList<>();
        entries.forEach(
                (service, json) ->
                        CredentialCodec.readWorker(json)
                                .filter(credential -> credential.service().equals(service))
                                .ifPresentOrElse(
                                        credential -> credentials.put(service, credential),
                                        () -> unreadable.add(service)));
        return new WorkerTable(credentials, unreadable);
    }

    /// The credential of a service; null when nobody knows it.
    public @Nullable WorkerCredential find(String service) {
        return byService.get(service);
    }

    /// Every credential.
    public List<WorkerCredential> credentials() {
        return List.copyOf(byService.values());
    }

    /// Services whose entry could not be read.
    public List<String> unreadable() {
        return unreadable;
    }
}
