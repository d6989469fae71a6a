package dev.hera.examples.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.examples.metrics.MetricsWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.api.Json;
import dev.hera.worker.test.HeraExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpResponse;

/// The report calls the metrics and the sum, here of the same worker, as `ops/hera up` has it.
class ReportIT {
    @RegisterExtension
    static final HeraExtension HERA =
            HeraExtension.serving(() -> MetricsWorker.declareOn(Worker.named("metrics")));

    @Test
    void theReportAddsUp() throws Exception {
        HttpResponse<String> answer = HERA.get("/0/report");
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode report = Json.fresh().readTree(answer.body());
        assertEquals(4000, report.get("measurements").asLong());
        assertEquals(46, report.get("errors").asLong());
        long ofRegions = 0;
        for (JsonNode region : report.get("regions")) {
            ofRegions += region.get("count").asLong();
        }
        assertEquals(4000, ofRegions);
    }
}
