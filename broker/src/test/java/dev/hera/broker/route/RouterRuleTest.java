package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Refusal.PassedOver;
import dev.hera.broker.route.watch.Fault;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every rule of routing by what it does to the router's choices.
class RouterRuleTest {
    private static final Duration STEP = Duration.ofMillis(300);

    @Test
    void equalWorkersShareEvenly() {
        Map<String, Integer> shares = Stage.of(8).shares(4_000);
        shares.values().forEach(n -> assertTrue(n > 350 && n < 650, shares::toString));
    }

    @Test
    void leastLoadedWorkerWins() {
        Stage stage = Stage.of(2);
        Lease first = stage.seat();
        assertNotEquals(first.worker(), stage.seat().worker());
    }

    @Test
    void loadedCpuLosesItsShareAndGetsItBack() {
        Stage stage = Stage.of(2);
        assertTrue(shareAt(stage, 0.95, 0.2) < 0.3);
        assertTrue(shareAt(stage, 0.2, 0.2) > 0.4);
    }

    @Test
    void fullMemoryLosesItsShareAndGetsItBack() {
        Stage stage = Stage.of(2);
        assertTrue(shareAt(stage, 0.2, 0.85) < 0.3);
        assertEquals(0, shareAt(stage, 0.2, 0.97));
        for (int i = 0; i < 5; i++) {
            shareAt(stage, 0.2, 0.3);
        }
        assertTrue(shareAt(stage, 0.2, 0.3) > 0.4);
    }

    @Test
    void farWorkerLosesItsShareAndGetsItBack() {
        Stage stage = Stage.of(2);
        ping(stage, 40);
        assertTrue(stage.shares(400).getOrDefault("w0", 0) < 120);
        ping(stage, 1);
        assertTrue(stage.shares(400).getOrDefault("w0", 0) > 150);
    }

    private static void ping(Stage stage, int millis) {
        for (int i = 0; i < 50; i++) {
            stage.router.ping("w0", Duration.ofMillis(millis));
            stage.router.ping("w1", Duration.ofMillis(1));
        }
        stage.clock.advance(STEP);
    }

    /// Share of `w0` in percent of one, with these vitals; `w1` is well.
    private static double shareAt(Stage stage, double cpu, double memory) {
        for (int i = 0; i < 6; i++) {
            stage.clock.advance(Duration.ofSeconds(2));
            stage.report("w0", cpu, memory);
            stage.report("w1", 0.2, 0.2);
        }
        return stage.shares(400).getOrDefault("w0", 0) / 400.0;
    }

    @Test
    void reportFromThePastChangesNothing() {
        Stage stage = Stage.of(2);
        stage.router.vitals("w0", Stage.vitals(7, Vitals.State.READY, 0.1, 0.1));
        RouterView before = stage.router.view();
        stage.router.vitals("w0", Stage.vitals(6, Vitals.State.DRAINING, 0.9, 0.99));
        stage.router.vitals("w0", Stage.vitals(7, Vitals.State.DRAINING, 0.9, 0.99));
        assertEquals(before, stage.router.view());
    }

    @Test
    void staleReportSaysNothingOfCpu() {
        Stage stage = Stage.of(2);
        stage.report("w0", 1, 0.2);
        stage.report("w1", 0, 0.2);
        stage.clock.advance(Duration.ofSeconds(7));
        List<String> limits =
                stage.router.view().endpoints().getFirst().places().getFirst().limits();
        assertEquals(List.of("no report for 6 s"), limits);
    }

    @Test
    void newWorkerRunsOneCallUntilItHasSucceeded() {
        Stage stage = Stage.of(2);
        stage.join("w2", 2);
        stage.announce("w2", 1, Stage.ECHO);
        Lease first = stage.seat(Stage.ECHO, Set.of("w0", "w1"));
        assertEquals("w2", first.worker());
        for (int i = 0; i < 50; i++) {
            assertNotEquals("w2", stage.seat().worker());
        }
        first.answered(Stage.load(0, 0), Stage.EXEC);
        assertEquals("w2", stage.seat(Stage.ECHO, Set.of("w0", "w1")).worker());
    }

    @Test
    void newWorkersAloneRunMoreThanOneCallEach() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        stage.announce("w0", 1, Stage.ECHO);
        stage.seat();
        assertEquals("w0", stage.seat().worker());
    }

    @Test
    void newWorkerStartsWithALittleAndGetsMore() {
        Stage stage = Stage.of(8);
        stage.join("new", 2);
        stage.announce("new", 1, Stage.ECHO);
        double first = chance(stage, "new");
        stage.clock.advance(Duration.ofSeconds(6));
        assertTrue(first < 0.02, "first " + first);
        assertEquals(1 / 9.0, chance(stage, "new"), 0.01);
    }

    @Test
    void workerThatOnlyRelinksIsNotNew() {
        Stage stage = Stage.of(8);
        stage.join("w3", 2);
        stage.announce("w3", 1, Stage.ECHO);
        stage.router.vitals("w3", Stage.vitals(90, Vitals.State.READY, 0.1, 0.1));
        assertEquals(1 / 8.0, chance(stage, "w3"), 0.01);
    }

    private static double chance(Stage stage, String worker) {
        return stage.router.view().endpoints().getFirst().places().stream()
                .filter(p -> p.worker().equals(worker))
                .findFirst()
                .orElseThrow()
                .chance();
    }

    @Test
    void threeFailuresEjectForTwoSecondsThenOneReEjects() {
        Stage stage = Stage.of(2);
        fail(stage, "w0", 3);
        assertTrue(workersOf(stage, 40).equals(Set.of("w1")));
        stage.clock.advance(Duration.ofSeconds(30));
        fail(stage, "w0", 1);
        assertTrue(workersOf(stage, 40).equals(Set.of("w1")));
    }

    @Test
    void callersOwnErrorsEjectNobody() {
        Stage stage = Stage.of(2);
        for (int i = 0; i < 50; i++) {
            stage.seat(Stage.ECHO, Set.of("w1")).failed(Fault.APPLICATION, Load.NONE);
        }
        assertEquals(Set.of("w0", "w1"), workersOf(stage, 60));
    }

    @Test
    void atMostHalfAreEjected() {
        Stage stage = Stage.of(4);
        for (int i = 0; i < 4; i++) {
            fail(stage, "w" + i, 3);
        }
        stage.clock.advance(STEP);
        assertTrue(workersOf(stage, 200).size() >= 2);
    }

    private static void fail(Stage stage, String worker, int times) {
        Set<String> others = new HashSet<>(Set.of("w0", "w1", "w2", "w3"));
        others.remove(worker);
        for (int i = 0; i < times; i++) {
            Lease lease = stage.seat(Stage.ECHO, others);
            assertEquals(worker, lease.worker());
            lease.failed(Fault.INTERNAL, Load.NONE);
        }
    }

    private static Set<String> workersOf(Stage stage, int calls) {
        Set<String> workers = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            try (Lease lease = stage.seat()) {
                workers.add(lease.worker());
            }
        }
        return workers;
    }

    @Test
    void everyoneOutOfMemoryIsBetterThanNobody() {
        Stage stage = Stage.of(2);
        stage.report("w0", 0.2, 0.99);
        stage.report("w1", 0.2, 0.99);
        stage.clock.advance(STEP);
        assertEquals(Set.of("w0", "w1"), workersOf(stage, 60));
    }

    @Test
    void drainingWorkerGetsNothingAtOnce() {
        Stage stage = Stage.of(2);
        stage.router.draining("w0");
        assertEquals(Set.of("w1"), workersOf(stage, 20));
        stage.router.resumed("w0");
        assertEquals(Set.of("w0", "w1"), workersOf(stage, 60));
        stage.seat(Stage.ECHO, Set.of("w1"))
                .answered(new Load(0, 0, 10, false, true, false), Stage.EXEC);
        assertEquals(Set.of("w1"), workersOf(stage, 20));
    }

    @Test
    void suspectComesBackAfterTwoReports() {
        Stage stage = Stage.of(2);
        stage.router.suspect("w0");
        assertEquals(Set.of("w1"), workersOf(stage, 20));
        stage.report("w0", 0.2, 0.2);
        assertEquals(Set.of("w1"), workersOf(stage, 20));
        stage.report("w0", 0.2, 0.2);
        stage.clock.advance(STEP);
        assertEquals(Set.of("w0", "w1"), workersOf(stage, 60));
    }

    @Test
    void cutLineGetsNothingEvenBeforeItIsSaidToBeLeft() {
        Stage stage = Stage.of(2);
        stage.line("w0").cut();
        assertEquals(Set.of("w1"), workersOf(stage, 20));
    }

    @Test
    void busyWorkerIsAvoidedAndTheThirdIsForced() {
        Stage stage = Stage.of(4);
        Set<String> tried = new HashSet<>();
        List<Boolean> forced = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Lease lease = stage.seat(Stage.ECHO, tried);
            assertTrue(tried.add(lease.worker()));
            forced.add(lease.force());
            lease.busy(new Load(9, 0, 0, true, false, false));
        }
        assertEquals(List.of(false, false, true), forced);
    }

    @Test
    void onlyWorkerThatWasBusyIsForced() {
        Stage stage = Stage.of(1);
        stage.seat().busy(new Load(9, 0, 0, true, false, false));
        assertTrue(stage.seat(Stage.ECHO, Set.of("w0")).force());
    }

    @Test
    void workerWithMoreCallsThatAnswersBeatsTheSilentOne() {
        Stage stage = Stage.of(2);
        stage.seat(Stage.ECHO, Set.of("w1"));
        Lease answering = stage.seat(Stage.ECHO, Set.of("w0"));
        stage.seat(Stage.ECHO, Set.of("w0"));
        stage.seat(Stage.ECHO, Set.of("w0"));
        assertEquals(Set.of("w0"), workersOf(stage, 20));
        stage.clock.advance(Duration.ofMillis(200));
        answering.answered(Stage.load(2, 2), Stage.EXEC);
        assertEquals(Set.of("w1"), workersOf(stage, 20));
    }

    @Test
    void endpointsOwnLimitIsKept() {
        Stage stage = new Stage();
        stage.join("w0", 8);
        stage.router.announced("w0", 1, List.of(Endpoints.limited(Stage.ECHO, 2)));
        stage.seat().answered(Stage.load(0, 0), Stage.EXEC);
        stage.seat();
        stage.seat();
        PassedOver why = stage.refusal(Stage.ECHO, Set.of()).candidates().passedOver().getFirst();
        assertTrue(why.why().contains("as many calls"), why::why);
    }
}
