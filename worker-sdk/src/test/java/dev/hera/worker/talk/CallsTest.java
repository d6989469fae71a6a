package dev.hera.worker.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.WireVersion;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class CallsTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    /// Runs until the gate opens; an interrupt is told as 499.
    private Frame.Reply atTheGate(Frame.Invoke call, Duration left) {
        runs.incrementAndGet();
        try {
            return gate.await(left.toMillis(), TimeUnit.MILLISECONDS)
                    ? Troupe.ok(call)
                    : new Frame.Failure(call.id(), ErrorCode.DEADLINE, "late", null);
        } catch (InterruptedException e) {
            return new Frame.Failure(call.id(), -499, "interrupted", null);
        }
    }

    private static Load load(Frame.Failure failure) {
        return Objects.requireNonNull(failure.load());
    }

    @Test
    void slowCallBlocksNoOther() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker =
                        Troupe.running(
                                (call, left) ->
                                        call.id() == 1 ? atTheGate(call, left) : Troupe.ok(call))) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /slow"), ScriptedLink.call(2, "GET /quick"));
            Frame.Answer quick = link.hear(Frame.Answer.class);
            assertEquals(2, quick.id());
            assertEquals(1, quick.load().inFlight());
            assertEquals(1, quick.load().yours());
            gate.countDown();
            assertEquals(1, link.hear(Frame.Answer.class).id());
        }
    }

    @Test
    void busyWorkerRefusesAtTwiceItsSlotsUnlessForced() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.slots(1, this::atTheGate)) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /a"), ScriptedLink.call(2, "GET /a"));
            link.send(ScriptedLink.call(3, "GET /a"));
            Frame.Failure busy = link.hear(Frame.Failure.class);
            assertEquals(3, busy.id());
            assertEquals(ErrorCode.BUSY, busy.code());
            assertTrue(load(busy).busy());
            assertEquals(2, load(busy).inFlight());

            link.send(ScriptedLink.forced(4, "GET /a"));
            Await.until("the forced call runs", () -> runs.get() == 3);
            gate.countDown();
            Set<Long> answered = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                answered.add(link.hear(Frame.Answer.class).id());
            }
            assertEquals(Set.of(1L, 2L, 4L), answered);
        }
    }

    @Test
    void cancelledCallIsInterruptedAndStillAnswers() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.running(this::atTheGate)) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /a"));
            Await.until("the call runs", () -> runs.get() == 1);
            link.send(new Frame.Cancel(1));
            assertEquals(-499, link.hear(Frame.Failure.class).code());
            link.send(new Frame.Cancel(77));
            assertEquals(0, worker.workload().inFlight());
        }
    }

    @Test
    void repeatedIdRunsOnceWhileItRunsAndAfter() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.running(this::atTheGate)) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /a"), ScriptedLink.call(1, "GET /a"));
            // An error without an id is no frame of this link: the broker reads it as malformed.
            link.hear(Frame.Malformed.class);
            gate.countDown();
            assertEquals(1, link.hear(Frame.Answer.class).id());
            link.send(ScriptedLink.call(1, "GET /a"));
            link.hear(Frame.Malformed.class);
            assertEquals(1, runs.get());
        }
    }

    @Test
    void answerOverTheLimitIsAnErrorAndTheLinkStays() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker =
                        Troupe.running((call, left) -> Troupe.answer(call, sized(call.id())))) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(WireVersion.MAX_BODY_BYTES + 1L, "GET /a"));
            Frame.Failure tooLarge = link.hear(Frame.Failure.class);
            assertEquals(ErrorCode.INTERNAL_ERROR, tooLarge.code());
            assertTrue(tooLarge.message().contains("allowed"), tooLarge.message());
            link.send(ScriptedLink.call(WireVersion.MAX_BODY_BYTES, "GET /a"));
            assertEquals(WireVersion.MAX_BODY_BYTES, link.hear(Frame.Answer.class).body().length());
            assertFalse(link.isClosed());
        }
    }

    private static String sized(long bytes) {
        return '"' + "x".repeat((int) bytes - 2) + '"';
    }

    @Test
    void bugOfAHandlerIsAnsweredWithoutItsText() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker =
                        Troupe.running(
                                (call, left) -> {
                                    throw new IllegalStateException("canary 4711");
                                })) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /a"));
            Frame.Failure failure = link.hear(Frame.Failure.class);
            assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
            assertFalse(failure.message().contains("4711"));
            assertEquals(0, load(failure).inFlight());
        }
    }

    @Test
    void callsOfADeadLinkRunToTheirEnd() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.running(this::atTheGate)) {
            ScriptedLink link = meet(worker, broker);
            link.send(ScriptedLink.call(1, "GET /a"));
            Await.until("the call runs", () -> runs.get() == 1);
            link.cut();
            ScriptedLink next = broker.link().ready();
            assertEquals(1, worker.workload().inFlight());
            gate.countDown();
            assertTrue(worker.workload().awaitIdle(Duration.ofSeconds(5)));
            assertThrows(
                    AssertionError.class,
                    () -> next.hear(Frame.Answer.class, Duration.ofMillis(50)));
        }
    }

    private static ScriptedLink meet(Troupe worker, ScriptedBroker broker) throws Exception {
        worker.meets(broker);
        return broker.link().ready();
    }
}
