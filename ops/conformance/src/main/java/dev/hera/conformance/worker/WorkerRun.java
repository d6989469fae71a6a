package dev.hera.conformance.worker;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.play.Chances;
import dev.hera.conformance.play.Check;
import dev.hera.conformance.play.Result;
import dev.hera.conformance.play.Rows;
import dev.hera.conformance.report.Report;
import dev.hera.conformance.report.Runner;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Script;
import dev.hera.wire.scram.ScramBroker;
import dev.hera.wire.scram.ScramVerifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// All checks of a worker program: one process for most, and one of its own for each that ends it.
public final class WorkerRun implements AutoCloseable {
    private static final String SECRET = "hera_w_conformance_suite";
    private static final int SIDE_BY_SIDE = 24;
    private static final int PROCESSES = 2;
    private static final Map<String, String> USUAL =
            Map.of(
                    "HERA_SECRET",
                    SECRET,
                    "HERA_INSTANCE",
                    "subject",
                    "HERA_VERSION",
                    "7.7",
                    "HERA_SLOTS",
                    "1000",
                    "HERA_DRAIN_SECONDS",
                    "5",
                    "HERA_START_SECONDS",
                    "1");

    private final Plan plan;
    private final Path folder;
    private final ScramVerifier verifier = ScramBroker.verifier(SECRET);
    private final Herd herd;
    private final Semaphore processes = new Semaphore(PROCESSES);
    private final Chances chances = new Chances();
    private final AtomicLong number = new AtomicLong();

    /// What is to be run.
    ///
    /// @param command how the worker program is started
    /// @param firstSeed of the random conversations
    /// @param seeds how many of them
    /// @param only checks whose name holds this
    public record Plan(List<String> command, long firstSeed, int seeds, String only) {
        public Plan {
            command = List.copyOf(command);
        }
    }

    /// @param folder an empty folder for ZooKeeper and the processes
    public WorkerRun(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.herd = new Herd(folder.resolve("zookeeper"));
    }

    /// Runs every check.
    public void run(Report report) throws InterruptedException {
        Runner runner = new Runner(SIDE_BY_SIDE);
        try (Subject shared = process("/hera", Map.of())) {
            for (List<Script> group : groups()) {
                boolean own = group.getFirst().setting().has("process");
                runner.start(() -> own ? ownProcess(group) : sharedProcess(group, shared));
            }
            randomly(runner, shared);
            runner.report(report);
            if (!shared.isAlive()) {
                report.add(new Result("the process", "it died:\n" + shared.lastWords(), 0));
            }
        }
    }

    private List<List<Script>> groups() {
        Map<Integer, List<Script>> groups =
                Library.of("worker").stream()
                        .filter(script -> script.toString().contains(plan.only()))
                        .collect(Collectors.groupingBy(Script::group));
        return List.copyOf(groups.values());
    }

    private Subject process(String root, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(USUAL);
        all.put("HERA_ZOOKEEPER", herd.address());
        all.put("HERA_ZOOKEEPER_ROOT", root);
        all.putAll(settings);
        Path own = folder.resolve("process-" + number.incrementAndGet());
        return new Subject(plan.command(), all, own);
    }

    private List<Result> sharedProcess(List<Script> group, Subject shared)
            throws InterruptedException {
        return chances.playAll(rows("/hera", shared), group);
    }

    /// Each row in a process of its own: such checks end it, or need it to be alone.
    private List<Result> ownProcess(List<Script> group) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Script script : group) {
            results.add(chances.play(() -> ownProcess(script)));
        }
        return results;
    }

    private Result ownProcess(Script script) throws InterruptedException {
        Map<String, String> settings = new HashMap<>();
        JsonNode said = script.setting().path("process");
        said.properties().forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
        String root = "/hera-" + number.incrementAndGet();
        processes.acquire();
        try (Subject own = process(root, settings);
                Rows rows = rows(root, own)) {
            return rows.play(script);
        } finally {
            processes.release();
        }
    }

    private Rows rows(String root, Subject subject) {
        return new Rows(setting -> new WorkerStage(world(root), subject, setting));
    }

    private WorkerStage.World world(String root) {
        return new WorkerStage.World(herd, root, "b" + number.incrementAndGet(), verifier);
    }

    private void randomly(Runner runner, Subject shared) {
        LongFunction<String> name = seed -> "random conversation: seed " + seed;
        for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.seeds(); seed++) {
            long mine = seed;
            if (name.apply(mine).contains(plan.only())) {
                Chances.Once check = () -> conversation(name.apply(mine), mine, shared);
                runner.start(() -> List.of(chances.play(check)));
            }
        }
    }

    private Result conversation(String name, long seed, Subject shared)
            throws InterruptedException {
        return Check.of(
                name,
                () -> {
                    JsonNode usual = Library.JSON.createObjectNode();
                    try (WorkerStage stage = new WorkerStage(world("/hera"), shared, usual)) {
                        new RandomCalls(seed, stage.peer("a")).run();
                    }
                });
    }

    @Override
    public void close() {
        herd.close();
    }
}
