package dev.hera.broker.cli.proxy;

import static dev.hera.broker.cli.proxy.RealHaproxy.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The project's HAProxy configuration and the sync, with a real HAProxy and two stub brokers.
class HaproxyIT {
    @TempDir Path folder;
    private RealHaproxy haproxy;
    private StubBroker one;
    private StubBroker two;
    private HaproxySync sync;

    @BeforeEach
    void start() throws IOException {
        haproxy = new RealHaproxy(folder);
        one = new StubBroker("broker-1");
        two = new StubBroker("broker-2");
        sync = new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {});
        sync.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        sync.close();
        haproxy.close();
        one.close();
        two.close();
    }

    private void bothServe() {
        sync.brokers(Map.of("broker-1", one.node(), "broker-2", two.node()));
        serving(ready(one), ready(two));
    }

    private void serving(String... places) {
        List<String> wanted = List.of(places).stream().sorted().toList();
        await(wanted + " instead of " + haproxy.serving(), () -> haproxy.serving().equals(wanted));
    }

    private static String ready(StubBroker broker) {
        return broker.place() + " READY";
    }

    @Test
    void callsGoRoundTheBrokersExactly() throws Exception {
        bothServe();
        for (int i = 0; i < 100; i++) {
            assertEquals(200, haproxy.call().statusCode());
        }
        assertEquals(50, one.calls.get());
        assertEquals(50, two.calls.get());
    }

    @Test
    void withoutABrokerTheAnswerIsHonest() throws Exception {
        HttpResponse<String> answer = haproxy.call();
        assertEquals(503, answer.statusCode());
        assertEquals("not-executed", answer.headers().firstValue("Hera-Outcome").orElse(""));
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertEquals(
                "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
        String uuid = answer.headers().firstValue("X-Request-UUID").orElse("");
        assertTrue(answer.body().contains(uuid) && uuid.length() == 36, answer.body());
    }

    @Test
    void whatACallerMustNotSayIsTakenAway() throws Exception {
        bothServe();
        haproxy.call(
                "X-HTTP-Method-Override", "DELETE",
                "Hera-Worker", "evil",
                "hera-broker", "evil",
                "X-Request-UUID", "mine",
                "X-Forwarded-For", "8.8.8.8",
                "X-Forwarded-Host", "evil",
                "Forwarded", "for=8.8.8.8",
                "Hera-Deadline-Ms", "1500",
                "Authorization", "Bearer t",
                "Idempotency-Key", "k");
        Map<String, String> headers = new HashMap<>(one.lastHeaders);
        headers.putAll(two.lastHeaders);
        for (String gone :
                List.of(
                        "x-http-method-override",
                        "hera-worker",
                        "hera-broker",
                        "x-request-uuid",
                        "x-forwarded-host",
                        "forwarded")) {
            assertFalse(headers.containsKey(gone), gone);
        }
        assertEquals("127.0.0.1", headers.get("x-forwarded-for"));
        assertEquals("1500", headers.get("hera-deadline-ms"));
        assertEquals("Bearer t", headers.get("authorization"));
        assertEquals("k", headers.get("idempotency-key"));
    }

    @Test
    void aCallThatWasSentIsNeverSentAgain() throws Exception {
        bothServe();
        one.hangsUp = true;
        two.hangsUp = true;
        HttpResponse<String> answer = haproxy.call();
        assertEquals(502, answer.statusCode());
        assertEquals("unknown", answer.headers().firstValue("Hera-Outcome").orElse(""));
        assertEquals(1, one.calls.get() + two.calls.get());
    }

    @Test
    void aRefusedConnectionGoesToTheOtherBroker() throws Exception {
        bothServe();
        one.close();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, haproxy.call().statusCode());
        }
        assertEquals(20, two.calls.get());
    }

    @Test
    void aBrokerThatDrainsGetsNoNewCalls() throws Exception {
        bothServe();
        one.ready = 503;
        serving(one.place() + " DRAIN", ready(two));
        int before = one.calls.get();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, haproxy.call().statusCode());
        }
        assertEquals(before, one.calls.get());
        one.ready = 200;
        serving(ready(one), ready(two));
    }

    @Test
    void brokersTooBusyForAnyCheckAreStillCalled() throws Exception {
        bothServe();
        one.breathless = true;
        two.breathless = true;
        await("no broker well", () -> haproxy.well() == 0);
        int before = one.calls.get() + two.calls.get();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, haproxy.call().statusCode());
        }
        assertEquals(before + 20, one.calls.get() + two.calls.get());
        one.breathless = false;
        two.breathless = false;
        await("both well", () -> haproxy.well() == 2);
    }

    @Test
    void whereAllBrokersSayNoNoneIsCalled() throws Exception {
        bothServe();
        one.ready = 503;
        two.ready = 503;
        serving(one.place() + " DRAIN", two.place() + " DRAIN");
        assertEquals(503, haproxy.call().statusCode());
        assertEquals(0, one.calls.get() + two.calls.get());
    }

    @Test
    void aBrokerGetsASlotOnlyWhenItSaysReady() {
        one.ready = 503;
        sync.brokers(Map.of("broker-1", one.node(), "broker-2", two.node()));
        serving(ready(two));
        one.ready = 200;
        serving(ready(one), ready(two));
    }

    @Test
    void aVanishedBrokerLosesItsSlotAndAnotherOneTakesIt() throws IOException {
        bothServe();
        sync.brokers(Map.of("broker-2", two.node()));
        one.close();
        serving(ready(two));
        try (StubBroker three = new StubBroker("broker-3")) {
            sync.brokers(Map.of("broker-2", two.node(), "broker-3", three.node()));
            serving(ready(two), ready(three));
        }
    }

    @Test
    void aNewHaproxyIsToldEverythingAgain() throws Exception {
        bothServe();
        haproxy.startAnew();
        serving(ready(one), ready(two));
        await("an answer", this::isAnswered);
    }

    private boolean isAnswered() {
        try {
            return haproxy.call().statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void reloadsUnderLoadLoseNoCall() throws Exception {
        bothServe();
        // The state of servers that were just found healthy reaches the file with the next look.
        await("health in the state file", () -> haproxy.serving().size() == 2);
        List<Integer> bad = new ArrayList<>();
        int calls = 0;
        for (int reload = 0; reload < 10; reload++) {
            haproxy.signal("USR2");
            for (int i = 0; i < 60; i++, calls++) {
                int status = haproxy.call().statusCode();
                if (status != 200) {
                    bad.add(status);
                }
            }
        }
        assertEquals(List.of(), bad);
        assertEquals(calls, one.calls.get() + two.calls.get());
        await("a reload in the log", this::wasReloaded);
    }

    private boolean wasReloaded() {
        try {
            return haproxy.log().contains("Reloading HAProxy");
        } catch (IOException _) {
            return false;
        }
    }
}
