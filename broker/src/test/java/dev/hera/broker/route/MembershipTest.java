package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Refusal;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Who is here, what each announces, and what becomes of those who leave.
class MembershipTest {
    @Test
    void unknownEndpointDiffersFromOneThatNobodyServesNow() {
        Stage stage = Stage.of(1);
        stage.router.left(stage.line("w0"));
        assertTrue(stage.router.resolve(Stage.call("POST /nobody")).isEmpty());
        Refusal.Candidates candidates = stage.refusal(Stage.ECHO, Set.of()).candidates();
        assertEquals(1, candidates.known());
        assertEquals(0, candidates.connected());
        assertEquals(
                List.of(new Refusal.PassedOver("w0", "not connected")), candidates.passedOver());
    }

    @Test
    void rememberedEndpointIsKnown() {
        Stage stage = new Stage();
        stage.router.remember(Endpoints.limited("POST /later", 3));
        assertEquals(3, stage.route("POST /later").endpoint().maxInFlight());
        assertEquals(0, stage.refusal("POST /later", Set.of()).candidates().known());
    }

    @Test
    void rememberedPromisesYieldToAnnouncedOnes() {
        Stage stage = Stage.of(1);
        stage.router.remember(Endpoints.limited(Stage.ECHO, 3));
        assertEquals(Endpoint.of(Stage.ECHO), stage.route(Stage.ECHO).endpoint());
    }

    @Test
    void newGenerationReplacesTheOldOneWhole() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        stage.announce("w0", 1, "a", "b");
        assertEquals(List.of(), stage.announce("w0", 2, "b", "c"));
        assertEquals("w0", stage.seat("c", Set.of()).worker());
        assertEquals(0, stage.refusal("a", Set.of()).candidates().connected());
    }

    @Test
    void olderGenerationIsRefusedAndIdenticalOneIsNothingNew() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        stage.announce("w0", 5, "a", "bad name");
        long version = stage.router.view().version();
        assertEquals(1, stage.announce("w0", 4, "z").size());
        assertEquals(1, stage.announce("w0", 5, "z").size());
        assertEquals(1, stage.announce("w0", 5, "a", "bad name").size());
        assertEquals(version, stage.router.view().version());
        assertTrue(stage.router.resolve(Stage.call("z")).isEmpty());
    }

    @Test
    void badPatternsAreRefusedWhileOthersStand() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        List<Frame.Refused> refused =
                stage.announce(
                        "w0",
                        1,
                        "GET /ok",
                        "GET no-slash",
                        "get /lower",
                        "GET /a/*/b",
                        "GET /{a}/{a}",
                        "GET /_hera/x",
                        "POST /rpc",
                        "GET /x y");
        assertEquals(7, refused.size());
        assertEquals("w0", stage.seat("GET /ok", Set.of()).worker());
    }

    @Test
    void strangerAnnouncesNothing() {
        assertEquals(
                "worker ghost is not connected",
                new Stage().announce("ghost", 1, "a").getFirst().why());
    }

    @Test
    void namesOfOneShapeAreOneEndpointAndEachWorkerKeepsItsName() {
        Stage stage = new Stage();
        stage.join("w0", 2);
        stage.join("w1", 2);
        stage.announce("w0", 1, "GET /a/{x}");
        stage.announce("w1", 1, "GET /a/{y}");
        assertEquals("GET /a/{x}", stage.seat("GET /a/7", Set.of("w1")).endpoint().name());
        assertEquals("GET /a/{y}", stage.seat("GET /a/7", Set.of("w0")).endpoint().name());
    }

    @Test
    void rpcNameCannotReachARestEndpoint() {
        Stage stage = Stage.of(1);
        RoutingTable table =
                RoutingTable.EMPTY.with(
                        java.util.Map.of(
                                new RoutingTable.RowKey(Stage.ECHO, Frame.Role.LIVE),
                                Row.known(
                                        new RoutingTable.RowKey(Stage.ECHO, Frame.Role.LIVE),
                                        Endpoint.of(Stage.ECHO),
                                        Preference.NONE)));
        assertTrue(table.resolve("", Stage.ECHO, Frame.Role.LIVE).isEmpty());
        assertTrue(stage.router.resolve(Stage.call(Stage.ECHO)).isPresent());
    }

    @Test
    void candidateWorkersGetNoLiveCalls() {
        Stage stage = Stage.of(2);
        stage.join("next", 2, Frame.Role.CANDIDATE);
        stage.announce("next", 1, Stage.ECHO);
        assertEquals(Set.of("w0", "w1"), stage.shares(60).keySet());
        Route route =
                stage.router.resolve(Stage.call(Stage.ECHO), Frame.Role.CANDIDATE).orElseThrow();
        Seating seating = stage.router.seat(Stage.call(Stage.ECHO), route, Set.of());
        assertEquals("next", ((Lease) seating).worker());
    }

    @Test
    void theServiceAskedFirstHasTheCallWhileItCan() {
        Stage stage = Stage.of(2);
        stage.join("other", "third", 2, Frame.Role.CANDIDATE);
        IdleLine line = stage.join("next", "second", 2, Frame.Role.CANDIDATE);
        stage.announce("third", 1, Stage.ECHO);
        stage.announce("second", 1, Stage.ECHO);
        Route live = stage.route(Stage.ECHO);
        Route route = live.to(Aim.candidates("next")).or(live);
        for (int i = 0; i < 20; i++) {
            assertEquals("second", worker(stage, route));
        }
        stage.router.left(line);
        assertTrue(Set.of("w0", "w1").contains(worker(stage, route)));
        Seating nobody =
                stage.router.seat(
                        Stage.call(Stage.ECHO), live.to(Aim.candidates("next")), Set.of());
        assertEquals(0, ((Seating.NoSeat) nobody).refusal().candidates().allowed());
    }

    private static String worker(Stage stage, Route route) {
        try (Lease lease = (Lease) stage.router.seat(Stage.call(Stage.ECHO), route, Set.of())) {
            return lease.worker();
        }
    }

    @Test
    void lateGoodbyeOfAnOldLineLeavesTheNewOneAlone() {
        Stage stage = Stage.of(1);
        IdleLine old = stage.line("w0");
        stage.join("w0", 2);
        stage.announce("w0", 1, Stage.ECHO);
        stage.router.left(old);
        assertEquals("w0", stage.seat().worker());
    }

    @Test
    void endsTheSameInWhateverOrderAnnouncementsArrive() {
        for (long seed = 0; seed < 200; seed++) {
            assertEquals(arrive(0), arrive(seed), "seed " + seed);
        }
    }

    /// Three workers announce four generations each, shuffled and some of them twice.
    private static List<String> arrive(long seed) {
        Stage stage = new Stage();
        List<Runnable> events = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            String worker = "w" + w;
            stage.join(worker, 2);
            for (int g = 1; g <= 4; g++) {
                int generation = g;
                Runnable event =
                        () ->
                                stage.announce(
                                        worker,
                                        generation,
                                        "GET /s/" + generation,
                                        "GET /{any}",
                                        "GET /g/*");
                events.add(event);
                events.add(event);
            }
        }
        Collections.shuffle(events, new Random(seed));
        events.forEach(Runnable::run);
        return stage.router.view().endpoints().stream()
                .filter(e -> !e.places().isEmpty())
                .map(
                        e ->
                                e.endpoint().name()
                                        + e.places().stream()
                                                .map(RouterView.Place::worker)
                                                .sorted()
                                                .toList())
                .toList();
    }
}
