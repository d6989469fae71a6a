package dev.hera.worker;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.api.remote.Way;
import dev.hera.worker.rpc.EndpointTable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What a worker serves now; any thread. One change at a time replaces the table whole.
final class Served {
    private final ReentrantLock changing = new ReentrantLock();
    private List<Endpoints.Declared> declared;
    private volatile EndpointTable table;
    private volatile Settler settler = Settler.ALONE;
    private volatile Way way = Way.NONE;

    Served(Endpoints<?> endpoints) {
        this.declared = endpoints.declared();
        this.table = endpoints.table();
    }

    List<Endpoint> endpoints() {
        return table.endpoints();
    }

    Frame.Reply run(Frame.Invoke call, Duration left) {
        return table.run(call, left, settler, way);
    }

    /// From now on handlers settle so.
    void settleWith(Settler records) {
        settler = records;
    }

    /// From now on handlers call others so.
    void callBy(Way links) {
        way = links;
    }

    /// Changes all that the change says, or nothing when something in it is wrong.
    void change(Consumer<EndpointChange> change) {
        changing.lock();
        try {
            EndpointChange next = new EndpointChange(declared);
            change.accept(next);
            table = next.table();
            declared = next.declared();
        } finally {
            changing.unlock();
        }
    }
}
