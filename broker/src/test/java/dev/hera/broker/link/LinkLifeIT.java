package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A link between its greeting and its end: vitals, silence, draining, what workers ask.
class LinkLifeIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final UUID ANY = new UUID(1, 2);
    private final AtomicReference<String> asker = new AtomicReference<>("");
    private final AtomicReference<Thread> asking = new AtomicReference<>(Thread.currentThread());
    private final CountDownLatch held = new CountDownLatch(1);
    private LinkStage stage;
    private ScriptedWorker worker;

    @BeforeEach
    void link() throws Exception {
        WorkerAsks asks = new WorkerAsks(this::call, WorkerAsks.NONE.settle());
        stage = new LinkStage(LinkStage.QUICK, asks);
        worker = ScriptedWorker.join(stage, "echo", stage.allow("echo", "POST /0/"));
    }

    @AfterEach
    void end() {
        held.countDown();
        worker.close();
        stage.close();
    }

    private Frame.Reply call(WorkerAsks.Asker who, Frame.RemoteCall frame) {
        asker.set(who.service());
        switch (frame.endpoint()) {
            case "hold" -> hold();
            case "fail" -> throw new IllegalStateException("a secret of the inside");
            default -> {}
        }
        return new Frame.Answer(frame.id(), 200, Map.of(), frame.body(), null, Load.NONE);
    }

    private void hold() {
        asking.set(Thread.currentThread());
        try {
            held.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Frame.RemoteCall remote(long id, String endpoint) {
        return new Frame.RemoteCall(
                id, endpoint, "", "", Map.of(), Body.NONE, null, 1_000, ANY, ANY, 0, false);
    }

    @Test
    void everyWorkerIsAskedForItsVitalsAgainAndAgain() {
        LinkStage.await("three reports", () -> stage.vitals.size() >= 3);
        assertTrue(stage.heard("ping echo-one") >= 3);
        assertEquals(1, stage.links.views().size());
        assertEquals("echo-one", stage.links.views().getFirst().worker());
    }

    @Test
    void aSilentWorkerIsSuspectedOnceAndThenCut() throws Exception {
        worker.silent = true;
        LinkStage.await("suspect", () -> stage.heard("suspect echo-one") == 1);
        assertFalse(worker.closed.isDone());
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", LONG);
        worker.take(Frame.Invoke.class);
        assertEquals(new Line.Reply.Lost(true), call.get(10, TimeUnit.SECONDS));
        LinkStage.await("left", () -> stage.heard("left echo-one") == 1);
        assertEquals(1, stage.heard("suspect echo-one"));
    }

    @Test
    void aWorkerThatSpeaksAgainIsSuspectedAnew() {
        worker.silent = true;
        LinkStage.await("suspect", () -> stage.heard("suspect echo-one") == 1);
        int before = stage.vitals.size();
        worker.silent = false;
        LinkStage.await("two reports", () -> stage.vitals.size() >= before + 2);
        worker.silent = true;
        LinkStage.await("suspect again", () -> stage.heard("suspect echo-one") == 2);
    }

    @Test
    void noCallComesAfterTheDrainIsAcknowledged() throws Exception {
        CompletableFuture<Line.Reply> running = stage.call("echo-one", "1", LONG);
        long id = worker.take(Frame.Invoke.class).id();
        worker.send(new Frame.Draining(9, "restart", 30_000));
        worker.take(Frame.Acknowledged.class);
        assertEquals(1, stage.heard("draining echo-one"));
        CompletableFuture<Line.Reply> next = stage.call("echo-one", "2", LONG);
        assertEquals(new Line.Reply.Lost(false), next.get(10, TimeUnit.SECONDS));
        worker.answer(id, Body.NONE);
        assertInstanceOf(Line.Reply.Answered.class, running.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aBrokerThatGoesTellsEachWorkerAnotherTimeAndLetsNobodyIn() throws Exception {
        Set<Long> times = new HashSet<>();
        String secret = stage.allow("more", "*");
        try (ScriptedWorker second = ScriptedWorker.join(stage, "more", secret)) {
            stage.links.lameDuck(Duration.ofSeconds(5));
            times.add(worker.take(Frame.LameDuck.class).reconnectAfterMs());
            times.add(second.take(Frame.LameDuck.class).reconnectAfterMs());
            assertEquals(2, times.size());
            assertTrue(times.stream().allMatch(t -> t > 0 && t <= 5_000));
            CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", LONG);
            worker.answer(worker.take(Frame.Invoke.class).id(), Body.NONE);
            assertInstanceOf(Line.Reply.Answered.class, call.get(10, TimeUnit.SECONDS));
            stage.links.close();
            assertEquals(1001, worker.closeCode());
            assertEquals(1001, second.closeCode());
        }
    }

    @Test
    void aRemoteCallRunsUnderTheServiceThatProvedItself() throws Exception {
        worker.send(remote(5, "POST /1/x"));
        assertEquals(200, worker.take(Frame.Answer.class).status());
        assertEquals("echo", asker.get());
    }

    /// What a worker waits for may end because its broker does; then it hears that its broker is
    /// gone, and nothing else.
    @Test
    void nothingIsSaidOnALinkWhoseListenerStops() throws Exception {
        worker.send(remote(5, "hold"));
        LinkStage.await("the question", () -> !asking.get().equals(Thread.currentThread()));
        stage.stop(
                () -> {
                    held.countDown();
                    LinkStage.await("an answer", () -> !asking.get().isAlive());
                });
        assertTrue(worker.closeCode() > 0);
        assertFalse(worker.wasTold(Frame.Answer.class), "it was answered");
    }

    @Test
    void aFaultOfThePlatformIsAnsweredWithoutItsText() throws Exception {
        worker.send(remote(5, "fail"));
        Frame.Failure failure = worker.take(Frame.Failure.class);
        assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
        assertFalse(failure.message().contains("secret"), failure.message());
    }

    @Test
    void oneWorkerMayAskOnlySoMuchAtOnceAndItsLinkGoesOn() throws Exception {
        for (int i = 0; i < 5; i++) {
            worker.send(remote(10 + i, "hold"));
        }
        assertEquals(ErrorCode.BUSY, worker.take(Frame.Failure.class).code());
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", LONG);
        worker.answer(worker.take(Frame.Invoke.class).id(), Body.NONE);
        assertInstanceOf(Line.Reply.Answered.class, call.get(10, TimeUnit.SECONDS));
    }

    @Test
    void unknownQuestionsAreAnsweredAndUnknownNotesAreNot() throws Exception {
        worker.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"hera.future\",\"params\":{}}");
        worker.sendText("{\"jsonrpc\":\"2.0\",\"id\":31,\"method\":\"hera.future\"}");
        Frame.Failure failure = worker.take(Frame.Failure.class);
        assertEquals(31, failure.id());
        assertEquals(ErrorCode.METHOD_NOT_FOUND, failure.code());
        assertFalse(worker.closed.isDone());
    }
}
