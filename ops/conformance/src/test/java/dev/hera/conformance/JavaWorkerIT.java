package dev.hera.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.conformance.play.Result;
import dev.hera.conformance.report.Report;
import dev.hera.conformance.worker.WorkerRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The Java SDK keeps to the protocol: every check, in processes of its own.
class JavaWorkerIT {
    @Test
    void theJavaWorkerPassesEveryCheck(@TempDir Path folder) throws InterruptedException {
        Report report = new Report(System.out, Report.Style.LINES);
        WorkerRun.Plan plan = new WorkerRun.Plan(Programs.javaWorker(), 1, 40, "");
        try (WorkerRun run = new WorkerRun(plan, folder)) {
            run.run(report);
        }
        assertEquals(0, report.end(), () -> faults(report).toString());
        assertTrue(
                report.results().size() > 500, "only %d checks".formatted(report.results().size()));
    }

    /// A worker that is none fails, whatever it prints.
    @Test
    void aProgramThatIsNoWorkerFails(@TempDir Path folder) throws InterruptedException {
        Report report = new Report(System.out, Report.Style.LINES);
        WorkerRun.Plan plan =
                new WorkerRun.Plan(List.of("sh", "-c", "echo hello"), 1, 0, "nonsense.json");
        try (WorkerRun run = new WorkerRun(plan, folder)) {
            run.run(report);
        }
        assertEquals(1, report.end());
    }

    static List<String> faults(Report report) {
        return report.results().stream()
                .filter(result -> !result.passed())
                .map(Result::toString)
                .toList();
    }
}
