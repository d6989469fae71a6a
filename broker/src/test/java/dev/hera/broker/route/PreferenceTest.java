package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.prefer.Preference.Sticky;
import dev.hera.broker.route.rank.Ranking.Strategy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an operator may want of an endpoint.
class PreferenceTest {
    private static final Preference BY_CUSTOMER =
            new Preference(Strategy.LEAST_COST, new Sticky.Header("Customer"), Map.of());

    private static Call with(Map<String, String> headers, String query) {
        Call c = Stage.call(Stage.ECHO);
        return new Call(
                c.id(),
                c.origin(),
                c.method(),
                c.path(),
                c.target(),
                query,
                headers,
                c.body(),
                c.contentType(),
                c.credential(),
                c.patience(),
                c.receivedAt(),
                c.receivedNanos(),
                c.root(),
                c.parent(),
                c.idempotencyKey(),
                c.later());
    }

    private static Lease seat(Stage stage, Call call) {
        return assertInstanceOf(
                Lease.class, stage.router.seat(call, stage.route(Stage.ECHO), Set.of()));
    }

    /// Who each of so many customers belongs to, one call at a time.
    private static Map<String, String> homes(Stage stage) {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            try (Lease lease = seat(stage, with(Map.of("customer", "c" + i), ""))) {
                homes.put("c" + i, lease.worker());
            }
        }
        return homes;
    }

    @Test
    void callsOfOneCustomerGoToOneWorkerOnEveryBroker() {
        Map<String, String> homes = homes(Stage.of(8, BY_CUSTOMER));
        assertEquals(homes, homes(Stage.of(8, BY_CUSTOMER)));
        assertEquals(8, new HashSet<>(homes.values()).size());
    }

    @Test
    void onlyTheKeysOfAWorkerThatLeavesMove() {
        Stage stage = Stage.of(8, BY_CUSTOMER);
        Map<String, String> before = homes(stage);
        stage.router.left(stage.line("w3"));
        homes(stage)
                .forEach(
                        (customer, home) -> {
                            String was = before.getOrDefault(customer, "");
                            assertTrue(was.equals("w3") || was.equals(home), customer);
                        });
    }

    @Test
    void hotKeySpillsOverInsteadOfDrowningItsWorker() {
        Stage stage = Stage.of(8, BY_CUSTOMER);
        Map<String, Integer> calls = new HashMap<>();
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            open.add(seat(stage, with(Map.of("customer", "hot"), "")));
            calls.merge(open.getLast().worker(), 1, Integer::sum);
        }
        calls.values().forEach(n -> assertTrue(n <= 13, calls::toString));
    }

    @Test
    void parameterIsAKeyToo() {
        Preference byUser =
                new Preference(Strategy.LEAST_COST, new Sticky.Parameter("user"), Map.of());
        assertEquals("7", byUser.key(with(Map.of(), "a=1&user=7&b=2")));
        assertEquals("", byUser.key(with(Map.of(), "user=")));
        assertEquals(null, byUser.key(with(Map.of(), "auser=7&users=8&user")));
        assertEquals(null, byUser.key(with(Map.of(), "")));
    }

    @Test
    void callWithoutTheKeyIsRoutedAsEver() {
        Map<String, Integer> shares = Stage.of(4, BY_CUSTOMER).shares(400);
        assertEquals(4, shares.size());
    }

    @Test
    void drainingHomeGetsNothing() {
        Stage stage = Stage.of(4, BY_CUSTOMER);
        Call call = with(Map.of("customer", "c1"), "");
        Lease before = seat(stage, call);
        before.close();
        stage.router.draining(before.worker());
        assertNotEquals(before.worker(), seat(stage, call).worker());
    }

    @Test
    void workerOfNoWeightGetsNothingEvenAmongFew() {
        Preference none =
                new Preference(Strategy.LEAST_COST, new Sticky.Never(), Map.of("w0", 0.0));
        Stage stage = Stage.of(3, none);
        assertEquals(0, stage.shares(300).getOrDefault("w0", 0));
        stage.router.left(stage.line("w1"));
        stage.router.left(stage.line("w2"));
        assertEquals("w0", stage.seat().worker());
    }

    @Test
    void weightsSetSharesByWorkerOrVersion() {
        Map<String, Double> weights = Map.of("w0", 0.0, "w1", 3.0, "1", 1.0);
        Stage stage = Stage.of(6, new Preference(Strategy.BY_WEIGHT, new Sticky.Never(), weights));
        Map<String, Integer> shares = stage.shares(7_000);
        assertEquals(0, shares.getOrDefault("w0", 0));
        assertEquals(3_000, shares.getOrDefault("w1", 0), 200);
        assertEquals(1_000, shares.getOrDefault("w2", 0), 150);
    }
}
