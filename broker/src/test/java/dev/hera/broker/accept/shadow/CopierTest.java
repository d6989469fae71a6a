package dev.hera.broker.accept.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Outcome.Doubt;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;
import dev.hera.wire.accept.Acceptance;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.Retry;
import dev.hera.wire.accept.Shadow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

class CopierTest {
    private static final String ENDPOINT = "POST /0/leads";
    private static final Outcome OK = answer(200, "{\"a\":[1,{\"b\":2}]}", "live-1");
    private final Random random = new Random(5);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Outcome second = OK;

    private final Shadows shadows =
            new Shadows(
                    new Ways((_, _, first) -> delivered(first), this::copied, this::isLive),
                    outcome -> outcome.status() < 500,
                    () -> Instant.EPOCH);

    private boolean isLive(String worker) {
        return worker.startsWith("live");
    }

    private Outcome delivered(String first) {
        return first.isEmpty() ? OK : answer(200, "{\"a\":[1,{\"b\":2}]}", "next-1");
    }

    private Outcome copied(Call call, Caller caller, String service) {
        asked.add(service + ' ' + caller.id());
        return second;
    }

    @Test
    void aShareOfTheCallsIsCopiedAndWhichOnesTheIdSays() {
        shadows.rules(ENDPOINT, rules("next", 0.25, 16));
        for (int i = 0; i < 4_000; i++) {
            shadows.deliver(call());
            until(() -> view().waiting() < Copier.MOST_WAITING / 2);
        }
        until(() -> view().waiting() + view().running() == 0);
        long copied = view().counts().equal();
        assertTrue(copied > 850 && copied < 1_150, copied + " of 4000 copied");
        assertEquals(0, view().counts().dropped());
        assertEquals("next acme", asked.getFirst());
    }

    @Test
    void answersAreComparedByTheirValues() {
        shadows.rules(ENDPOINT, rules("next", 1, 16));
        assertEquals(1, counted("{\"a\": [1, {\"b\": 2}] }").equal());
        assertEquals(1, counted("{\"a\":[1,{\"b\":3}]}").different());
        assertEquals("body at /a/1/b", view().differences().getFirst().what());
        counted("{\"a\":[1,{\"b\":2}],\"c/d\":0}");
        assertEquals("body at /c~1d", view().differences().getFirst().what());
        counted("{\"a\":[]}");
        assertEquals("body at /a", view().differences().getFirst().what());
        second = answer(201, "{\"a\":[1,{\"b\":2}]}", "next-1");
        assertEquals(4, counted().different());
        assertEquals("status 200, then 201", view().differences().getFirst().what());
    }

    @Test
    void whatGaveNoAnswerHasFailed() {
        shadows.rules(ENDPOINT, rules("next", 1, 16));
        second = new Outcome.Unknown(Doubt.DEADLINE, "it was late", "next-1", Ledger.NONE);
        assertEquals(1, counted().failed());
        assertEquals("it was late", view().lastFailure());
        second = new Outcome.HandlerFailed(500, -32603, "", "next-1", Ledger.NONE);
        assertEquals(1, counted().different());
    }

    @Test
    void aShadowThatHangsCostsNobodyATurnAndIsDroppedFrom() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        Ways hanging =
                new Ways(
                        (_, _, _) -> OK,
                        (_, _, _) -> {
                            running.incrementAndGet();
                            await(end);
                            return OK;
                        },
                        this::isLive);
        Shadows stuck = new Shadows(hanging, _ -> true, () -> Instant.EPOCH);
        stuck.rules(ENDPOINT, rules("next", 1, 2));
        for (int i = 0; i < Copier.MOST_WAITING + 50; i++) {
            stuck.deliver(call());
        }
        until(() -> running.get() == 2);
        ShadowView view = stuck.view(ENDPOINT).orElseThrow();
        assertEquals(2, view.running());
        assertTrue(view.waiting() <= Copier.MOST_WAITING, view.toString());
        assertEquals(Copier.MOST_WAITING + 50, view.waiting() + 2 + view.counts().dropped());
        assertTrue(view.counts().dropped() >= 48, view.toString());
        stuck.close();
        end.countDown();
        until(() -> stuck.view(ENDPOINT).orElseThrow().counts().equal() == 2);
    }

    @Test
    void largeBodiesAreBoundedInBytes() {
        shadows.rules(ENDPOINT, rules("next", 1, 1));
        CountDownLatch end = new CountDownLatch(1);
        Ways hanging =
                new Ways(
                        (_, _, _) -> OK,
                        (_, _, _) -> {
                            await(end);
                            return OK;
                        },
                        this::isLive);
        Shadows stuck = new Shadows(hanging, _ -> true, () -> Instant.EPOCH);
        stuck.rules(ENDPOINT, rules("next", 1, 1));
        int most = (int) (Copier.MOST_BYTES >> 20);
        for (int i = 0; i < most + 5; i++) {
            stuck.deliver(call(new Body.Binary(new byte[1 << 20])));
        }
        ShadowView view = stuck.view(ENDPOINT).orElseThrow();
        assertTrue(view.waiting() < most && view.counts().dropped() >= 4, view.toString());
        end.countDown();
    }

    @Test
    void promotedTheTwoServicesAreExchanged() {
        shadows.rules(ENDPOINT, rules("next", 1, 16));
        assertTrue(shadows.isShadow("next", ENDPOINT));
        shadows.promoted(ENDPOINT, "next");
        assertTrue(!shadows.isShadow("next", ENDPOINT));
        assertEquals("next-1", shadows.deliver(call()).worker());
        until(() -> view().counts().equal() == 1);
        assertEquals(" acme", asked.getLast());
        shadows.promoted(ENDPOINT, "");
        assertEquals("live-1", shadows.deliver(call()).worker());
        until(() -> view().counts().equal() == 2);
        assertEquals("next acme", asked.getLast());
    }

    @Test
    void whatTheFallbackRanIsCountedAndNotCopiedToItself() {
        Ways gone = new Ways((_, _, _) -> OK, this::copied, this::isLive);
        Shadows alone = new Shadows(gone, _ -> true, () -> Instant.EPOCH);
        alone.rules(ENDPOINT, rules("next", 1, 16));
        alone.promoted(ENDPOINT, "next");
        alone.deliver(call());
        assertEquals(1, alone.view(ENDPOINT).orElseThrow().counts().fallback());
        assertEquals(List.of(), asked);
    }

    @Test
    void anotherShadowIsNotFirstBecauseTheOldOneWas() {
        shadows.rules(ENDPOINT, rules("next", 1, 16));
        shadows.promoted(ENDPOINT, "next");
        shadows.rules(ENDPOINT, rules("third", 1, 16));
        assertEquals("live-1", shadows.deliver(call()).worker());
        shadows.rules(ENDPOINT, Acceptance.USUAL.delivery());
        assertEquals("live-1", shadows.deliver(call()).worker());
        assertEquals("", view().service());
    }

    // ---- stage -----------------------------------------------------------------------------

    private ShadowView.Counts counted(String json) {
        second = answer(200, json, "next-1");
        return counted();
    }

    private ShadowView.Counts counted() {
        ShadowView.Counts before = view().counts();
        shadows.deliver(call());
        until(() -> !view().counts().equals(before));
        return view().counts();
    }

    private ShadowView view() {
        return shadows.view(ENDPOINT).orElseThrow();
    }

    private static Delivery rules(String service, double share, int inFlight) {
        return new Delivery(
                100, inFlight, Retry.USUAL, Duration.ofDays(1), null, new Shadow(service, share));
    }

    private static Outcome answer(int status, String json, String worker) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Outcome.Answered(
                status,
                Map.of(),
                new Body.Json(JsonText.trusted(bytes)),
                "application/json",
                worker,
                Ledger.NONE);
    }

    private Contents call() {
        return call(Body.NONE);
    }

    private Contents call(Body body) {
        CallId id = CallId.next(Instant.EPOCH, 1, random);
        return new Contents(call(id, body, null), new Caller("acme"), ENDPOINT);
    }

    private static Call call(CallId id, Body body, @Nullable String contentType) {
        return new Call(
                id,
                new Origin.Delivery(1),
                "POST",
                "/0/leads",
                "/0/leads",
                "",
                Map.of(),
                body,
                contentType,
                Credential.NONE,
                null,
                Instant.EPOCH,
                0,
                id,
                null,
                null,
                false);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
