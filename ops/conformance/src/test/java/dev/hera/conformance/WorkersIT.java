package dev.hera.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.conformance.report.Report;
import dev.hera.conformance.worker.WorkerRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two workers in two languages keep to the protocol: every check, in processes of their own.
class WorkersIT {
    private static final int SEEDS = 40;

    /// How a run ended, and what it printed.
    private record Ended(int code, Report report, String printed) {}

    /// Side by side, since both wait most of the time.
    @Test
    void theJavaAndTheNodeWorkerPassEveryCheck(@TempDir Path folder) throws Exception {
        List<String> java = Programs.javaWorker();
        List<String> node = Programs.nodeWorker();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<Ended> first = () -> run(java, SEEDS, folder.resolve("java"));
            Future<Ended> second = both.submit(() -> run(node, SEEDS, folder.resolve("node")));
            passed("java", both.submit(first).get());
            passed("node", second.get());
        }
    }

    private static void passed(String name, Ended ended) {
        System.out.println(name + ":\n" + ended.printed().replaceAll("(?m)^ok .*\n", ""));
        assertEquals(List.of(), ended.report().failed(), name);
        int checks = ended.report().results().size();
        assertTrue(checks > 500, name + " had only " + checks + " checks");
    }

    /// A program that is no worker fails, whatever it prints.
    @Test
    void aProgramThatIsNoWorkerFails(@TempDir Path folder) throws Exception {
        assertEquals(1, run(List.of("sh", "-c", "echo hello"), 0, folder).code());
    }

    private static Ended run(List<String> command, int seeds, Path folder)
            throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Report report = new Report(out, Report.Style.LINES);
        String only = seeds == 0 ? "no check has this name" : "";
        WorkerRun.Plan plan = new WorkerRun.Plan(command, 1, seeds, only);
        try (WorkerRun run = new WorkerRun(plan, folder)) {
            run.run(report);
        }
        return new Ended(report.end(), report, printed.toString(StandardCharsets.UTF_8));
    }
}
