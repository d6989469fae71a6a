package dev.hera.examples.remote;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.compare.Difference;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.test.HeraReplay;
import dev.hera.worker.test.ReplayedCall;

import java.util.List;
import java.util.Map;

/// Reports of a platform that ran once, given to the code of today: no platform, no network.
class ReportReplayTest {
    private static final String CALLS = "report.calls.jsonl";

    @HeraReplay(CALLS)
    void theReportAddsUpAsThen(ReplayedCall call) {
        call.answeredAsThen(ReportWorker.declareOn(Worker.named("report")));
    }

    @HeraReplay(CALLS)
    void aReportThatForgetsTheRegionsIsFound(ReplayedCall call) {
        WorkerBuilder forgetful =
                Worker.named("report")
                        .get("/0/report", now -> Map.of("measurements", 4000, "errors", 46));
        List<String> paths = call.differences(forgetful).stream().map(Difference::path).toList();
        assertTrue(paths.contains("$.regions"), paths.toString());
        assertTrue(paths.contains("remote GET /0/metrics-api"), paths.toString());
        assertFalse(paths.contains("$.errors"), paths.toString());
    }
}
