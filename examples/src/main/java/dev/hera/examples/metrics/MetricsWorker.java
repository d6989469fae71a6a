package dev.hera.examples.metrics;

import dev.hera.examples.jsonrpc.ArithmeticWorker;
import dev.hera.examples.leads.LeadsWorker;
import dev.hera.examples.remote.ReportWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.Reply;

import java.time.Duration;
import java.util.Map;

/// The worker behind `ops/hera up`: how does a worker with real work look?
public final class MetricsWorker {
    private static final long LONGEST_SLEEP_MS = 30_000;
    private static final Options ASKING = Options.usual().idempotent();
    private static final Options SLEEPING = ASKING.timeout(Duration.ofSeconds(40));

    private MetricsWorker() {}

    public static void main(String[] args) {
        declareOn(Worker.named("metrics")).start().awaitClose();
    }

    /// Declares all that this worker serves.
    public static WorkerBuilder declareOn(WorkerBuilder worker) {
        Measurements measurements = Measurements.shipped();
        worker.get("/0/metrics-api", ASKING, call -> measurements.about(question(call)))
                .post("/0/metrics-api", ASKING, call -> measurements.about(question(call)))
                .post("/0/echo", MetricsWorker::echo)
                .post("/0/sleep", SLEEPING, MetricsWorker::sleep);
        ArithmeticWorker.declareOn(worker);
        LeadsWorker.declareOn(worker);
        return ReportWorker.declareOn(worker);
    }

    /// The question stands in the query, in the body, or partly in each.
    private static Question question(Context call) {
        return call.params(Question.class);
    }

    /// The body, byte for byte.
    static Reply echo(Context call) {
        return Reply.of(call.contentType().orElse("application/octet-stream"), call.bytes());
    }

    /// Sleeps `ms` milliseconds, at most 30 s; a caller that gives up wakes it.
    static Map<String, Long> sleep(Context call) throws InterruptedException {
        long ms = call.param("ms", Long.class);
        if (ms < 0 || ms > LONGEST_SLEEP_MS) {
            throw new CallException(400, "ms is from 0 to " + LONGEST_SLEEP_MS);
        }
        Thread.sleep(ms);
        return Map.of("slept", ms);
    }
}
