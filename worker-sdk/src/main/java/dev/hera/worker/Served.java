package dev.hera.worker;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.worker.rpc.EndpointTable;

import java.time.Duration;
import java.util.List;

/// The endpoints that a running worker serves now; swapped whole, read by every call.
final class Served {
    private volatile EndpointTable table;

    Served(EndpointTable table) {
        this.table = table;
    }

    void replace(EndpointTable newer) {
        table = newer;
    }

    List<Endpoint> endpoints() {
        return table.endpoints();
    }

    Frame.Reply run(Frame.Invoke call, Duration left) {
        return table.run(call, left);
    }
}
