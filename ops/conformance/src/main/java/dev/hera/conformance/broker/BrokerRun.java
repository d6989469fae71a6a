package dev.hera.conformance.broker;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.play.Chances;
import dev.hera.conformance.play.Check;
import dev.hera.conformance.play.Result;
import dev.hera.conformance.play.Rows;
import dev.hera.conformance.report.Report;
import dev.hera.conformance.report.Runner;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Script;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// All checks of a broker.
public final class BrokerRun {
    private static final int SIDE_BY_SIDE = 16;
    private final Target target;
    private final Plan plan;
    private final Chances chances = new Chances();
    private final AtomicLong number = new AtomicLong();
    private final String run = "r" + Long.toString(System.currentTimeMillis(), 36);

    /// What is to be run.
    ///
    /// @param firstSeed of the random traffic
    /// @param seeds how many of them
    /// @param only checks whose name holds this
    public record Plan(long firstSeed, int seeds, String only) {}

    public BrokerRun(Target target, Plan plan) {
        this.target = target;
        this.plan = plan;
    }

    /// Runs every check.
    public void run(Report report) throws InterruptedException {
        Runner runner = new Runner(SIDE_BY_SIDE);
        Map<Integer, List<Script>> groups =
                Library.of("broker").stream()
                        .filter(script -> script.toString().contains(plan.only()))
                        .collect(Collectors.groupingBy(Script::group));
        groups.values().forEach(group -> runner.start(() -> played(group)));
        for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.seeds(); seed++) {
            long mine = seed;
            String name = "random traffic: seed " + seed;
            if (name.contains(plan.only())) {
                runner.start(() -> List.of(chances.play(() -> traffic(name, mine))));
            }
        }
        runner.report(report);
    }

    private List<Result> played(List<Script> group) throws InterruptedException {
        Rows rows = new Rows(setting -> new BrokerStage(target, name(), setting));
        return chances.playAll(rows, group);
    }

    private Result traffic(String name, long seed) throws InterruptedException {
        return Check.of(
                name,
                () -> {
                    JsonNode usual = Library.JSON.createObjectNode();
                    String own = name();
                    try (BrokerStage stage = new BrokerStage(target, own, usual)) {
                        new RandomTraffic(seed, stage, target, own).run();
                    }
                });
    }

    private String name() {
        return run + '-' + number.incrementAndGet();
    }
}
