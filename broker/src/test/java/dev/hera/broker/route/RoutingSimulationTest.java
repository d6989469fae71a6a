package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.route.sim.Result;
import dev.hera.broker.route.sim.Scenario;
import dev.hera.broker.route.sim.peer.Peers;
import dev.hera.broker.route.sim.report.Comparison;
import dev.hera.broker.route.sim.report.SimulationReport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The rule against everyone else's, in trouble of many kinds. Gates are ratios with a margin; the
/// figures themselves are in the report. Seeds 4 and 5 were never used to choose a constant.
class RoutingSimulationTest {
    private static final long[] SEEDS = {1, 4, 5};
    private static final Path REPORT = Path.of("..", "ops", "reports", "routing.md");
    private static final double MARGIN = 0.05;
    private static final List<Comparison> ALL = new ArrayList<>();

    @BeforeAll
    static void run() {
        List<Scenario> scenarios = new ArrayList<>(Scenario.first());
        scenarios.addAll(Scenario.more());
        for (Scenario scenario : scenarios) {
            for (long seed : SEEDS) {
                ALL.add(Comparison.of(scenario, seed, Peers.all()));
            }
        }
    }

    @Test
    void reportIsWhatTheSimulationSays() throws IOException {
        String now = SimulationReport.of(ALL, SEEDS[0]);
        if ("write".equals(System.getProperty("route.report"))) {
            SimulationReport.write(REPORT, now);
        }
        String kept = SimulationReport.simulated(Files.readString(REPORT));
        assertEquals(kept, now, "figures changed: run with -Droute.report=write and look at them");
    }

    @Test
    void medianIsAtMostNineTenthsOfTheBestPeers() {
        first().forEach(c -> assertRatio(c, Result::p50, 0.9));
    }

    @Test
    void tailIsNoLongerThanTheBestPeers() {
        first().forEach(c -> assertRatio(c, Result::p99, 1.0));
    }

    @Test
    void fastFailingWorkerCostsAtMostThreeCallsInAThousand() {
        of("fail").forEach(c -> assertTrue(c.hera().errors() <= 0.003, c.hera()::toString));
    }

    @Test
    void leakingWorkersAreLeftAloneBeforeTheyCrash() {
        of("leak").forEach(c -> assertEquals(0, c.hera().crashes(), c.hera()::toString));
    }

    @Test
    void liarGetsAtMostHalfMoreThanHisShare() {
        of("liar").forEach(c -> assertTrue(c.hera().first() <= 1.5 / 16, c.hera()::toString));
    }

    @Test
    void workersClockChangesNothing() {
        for (int i = 0; i < SEEDS.length; i++) {
            assertEquals(of("hom").get(i).hera(), of("clock").get(i).hera());
        }
    }

    @Test
    void rollingRestartLosesNoCall() {
        of("rolling").forEach(c -> assertEquals(0, c.hera().errors(), c.hera()::toString));
    }

    private static List<Comparison> first() {
        return Scenario.first().stream().flatMap(s -> of(s.name()).stream()).toList();
    }

    private static List<Comparison> of(String scenario) {
        List<Comparison> found =
                ALL.stream().filter(c -> c.scenario().name().equals(scenario)).toList();
        assertEquals(SEEDS.length, found.size(), scenario);
        return found;
    }

    private static void assertRatio(Comparison c, ToDoubleFunction<Result> figure, double goal) {
        double ratio = c.ratio(figure);
        assertTrue(
                ratio <= goal + MARGIN,
                () -> c.scenario().name() + ", seed " + c.seed() + ": " + ratio);
    }
}
