package dev.hera.examples.remote;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.client.Client;
import dev.hera.worker.api.remote.RemoteAnswer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// How does a worker call others?
public final class ReportWorker {
    private static final Client<Metrics> METRICS = Client.of(Metrics.class);

    private ReportWorker() {}

    public static void main(String[] args) {
        declareOn(Worker.named("report")).start().awaitClose();
    }

    /// Declares the report; another worker may offer it too.
    public static WorkerBuilder declareOn(WorkerBuilder worker) {
        return worker.get("/0/report", Options.usual().idempotent(), ReportWorker::report);
    }

    /// What the report says.
    record Report(long measurements, long errors, List<Metrics.Group> paths, JsonNode regions) {}

    /// Three calls to two endpoints: one goes ahead while the others are waited for.
    static Report report(Context call) throws Exception {
        CompletableFuture<RemoteAnswer> regions =
                call.call("GET /0/metrics-api").with("by", "region").idempotent().later();
        Metrics.Answer paths = METRICS.in(call).by("path");
        Object[] errors = paths.groups().stream().map(Metrics.Group::errors).toArray();
        long sum = call.call("sum").params(errors).as(long.class);
        JsonNode groups = regions.get().tree().path("groups");
        return new Report(paths.matched(), sum, paths.groups(), groups);
    }
}
