package dev.hera.examples.leads;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How are calls accepted now and delivered later, and how is a beacon served?
///
/// Both answers come from a broker, once the call is on its disk: whether this worker runs or not.
public final class LeadsWorker {
    private static final Options LEADS =
            Options.usual()
                    .idempotent()
                    .accept(Accepting.always().confirm(200, "{\"status\":\"OK\"}").rate(500));

    /// An image of one pixel for everybody; only what names its page is kept.
    private static final Options BEACONS =
            Options.usual()
                    .idempotent()
                    .accept(
                            Accepting.always()
                                    .confirmWithPixel()
                                    .require("page")
                                    .rename("ref", "referrer")
                                    .rate(2_000));

    private final LongAdder leads = new LongAdder();
    private final LongAdder beacons = new LongAdder();

    private LeadsWorker() {}

    public static void main(String[] args) {
        declareOn(Worker.named("leads")).start().awaitClose();
    }

    /// Declares all that this worker serves.
    public static WorkerBuilder declareOn(WorkerBuilder worker) {
        LeadsWorker here = new LeadsWorker();
        return worker.post("/0/leads", LEADS, here::lead)
                .get("/0/beacon.gif", BEACONS, here::beacon)
                .get("/0/leads", here::counts);
    }

    /// Runs at least once for every lead; `call.uuid()` tells a repetition.
    private Object lead(Context call) {
        leads.increment();
        return Map.of("lead", call.uuid());
    }

    private Object beacon(Context call) {
        beacons.increment();
        return Map.of("page", call.query("page").orElse(""));
    }

    private Object counts(Context call) {
        return Map.of("leads", leads.sum(), "beacons", beacons.sum());
    }
}
