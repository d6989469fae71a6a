package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls over a link, from leaving to their one end.
class LinkCallsIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private LinkStage stage;
    private ScriptedWorker worker;

    @BeforeEach
    void link() throws Exception {
        stage = new LinkStage();
        worker = ScriptedWorker.join(stage, "echo", stage.allow("echo", "POST /0/"));
    }

    @AfterEach
    void end() {
        worker.close();
        stage.close();
    }

    private static Line.Reply reply(CompletableFuture<Line.Reply> call) throws Exception {
        return call.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCallLeavesAndItsAnswerComesBack() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "{\"a\": 1.10}", LONG);
        Frame.Invoke invoke = worker.take(Frame.Invoke.class);
        assertEquals("{\"a\": 1.10}", text(invoke.body()));
        worker.answer(invoke.id(), invoke.body());
        Line.Reply.Answered answered = assertInstanceOf(Line.Reply.Answered.class, reply(call));
        assertEquals("{\"a\": 1.10}", text(answered.answer().body()));
    }

    private static String text(Body body) {
        return new String(body.toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void answersInAnyOrderFindTheirCalls() throws Exception {
        List<CompletableFuture<Line.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(stage.call("echo-one", "\"nonce-" + i + "\"", LONG));
        }
        List<Frame> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Frame.Invoke f = worker.take(Frame.Invoke.class);
            answers.addFirst(
                    new Frame.Answer(f.id(), 200, java.util.Map.of(), f.body(), null, Load.NONE));
        }
        worker.send(answers.toArray(Frame[]::new));
        for (int i = 0; i < 200; i++) {
            Line.Reply.Answered got =
                    assertInstanceOf(Line.Reply.Answered.class, reply(calls.get(i)));
            assertEquals("\"nonce-" + i + "\"", text(got.answer().body()));
        }
        assertEquals(0, stage.links.inFlight());
    }

    @Test
    void callsThatAreReadyTogetherLeaveTogether() throws Exception {
        int[] messages = new int[41];
        for (int round = 0; round < messages.length; round++) {
            messages[round] = messagesOfACrowd();
        }
        Arrays.sort(messages);
        int median = messages[messages.length / 2];
        // Seen: 3, and 75 to 111 where each call writes at once.
        assertTrue(median <= 30, median + " messages for 200 calls");
    }

    /// How many messages 200 calls take that are ready at the same moment.
    private int messagesOfACrowd() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Line line = stage.line("echo-one");
        Deadline deadline = Deadline.after(LONG, System.nanoTime());
        int before = worker.messages.get();
        for (int i = 0; i < 200; i++) {
            Thread.startVirtualThread(
                    () -> {
                        try {
                            go.await();
                            var _ = line.call(LinkStage.invoke("1"), deadline);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
        go.countDown();
        for (int i = 0; i < 200; i++) {
            worker.answer(worker.take(Frame.Invoke.class).id(), Body.NONE);
        }
        return worker.messages.get() - before;
    }

    @Test
    void aWorkersErrorIsHandedOn() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", LONG);
        long id = worker.take(Frame.Invoke.class).id();
        worker.send(new Frame.Failure(id, ErrorCode.BUSY, "busy", Load.NONE));
        Line.Reply.Failed failed = assertInstanceOf(Line.Reply.Failed.class, reply(call));
        assertEquals(ErrorCode.BUSY, failed.failure().code());
    }

    @Test
    void aLateCallIsCancelledAndItsAnswerGoesToNobody() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", Duration.ofMillis(100));
        long began = System.nanoTime();
        Frame.Invoke invoke = worker.take(Frame.Invoke.class);
        assertEquals(new Line.Reply.Late(true), reply(call));
        assertTrue(System.nanoTime() - began < 500_000_000L, "later than half a second");
        assertEquals(invoke.id(), worker.take(Frame.Cancel.class).target());
        worker.answer(invoke.id(), Body.NONE);
        LinkStage.await("late", () -> stage.count(LinkTally.What.LATE_ANSWER) == 1);
        assertEquals(0, stage.count(LinkTally.What.FOREIGN_REPLY));
        assertEquals(0, stage.links.inFlight());
    }

    @Test
    void aCallWhoseTimeIsUpNeverLeaves() throws Exception {
        Line line = stage.line("echo-one");
        Deadline past = Deadline.after(Duration.ZERO, System.nanoTime());
        assertEquals(new Line.Reply.Late(false), line.call(LinkStage.invoke("1"), past));
        CompletableFuture<Line.Reply> next = stage.call("echo-one", "2", LONG);
        Frame.Invoke first = worker.take(Frame.Invoke.class);
        assertEquals("2", text(first.body()));
        worker.answer(first.id(), Body.NONE);
        assertInstanceOf(Line.Reply.Answered.class, reply(next));
    }

    @Test
    void aDeadLinkEndsEveryCallOnceAndTellsThatTheyLeft() throws Exception {
        List<CompletableFuture<Line.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(stage.call("echo-one", "1", LONG));
        }
        for (int i = 0; i < 50; i++) {
            worker.take(Frame.Invoke.class);
        }
        Line line = stage.line("echo-one");
        worker.vanish();
        for (CompletableFuture<Line.Reply> call : calls) {
            assertEquals(new Line.Reply.Lost(true), reply(call));
        }
        LinkStage.await("left", () -> stage.heard("left echo-one") == 1);
        assertFalse(line.isOpen());
        Deadline deadline = Deadline.after(LONG, System.nanoTime());
        assertEquals(new Line.Reply.Lost(false), line.call(LinkStage.invoke("1"), deadline));
    }

    @Test
    void bodiesOfAMebibyteAndMorePassBothWays() throws Exception {
        String big = "\"" + "x".repeat(3 << 20) + "\"";
        CompletableFuture<Line.Reply> call = stage.call("echo-one", big, LONG);
        Frame.Invoke invoke = worker.take(Frame.Invoke.class);
        assertEquals(big.length(), invoke.body().length());
        worker.answer(
                invoke.id(), new Body.Json(JsonText.trusted(big.getBytes(StandardCharsets.UTF_8))));
        Line.Reply.Answered got = assertInstanceOf(Line.Reply.Answered.class, reply(call));
        assertEquals(big.length(), got.answer().body().length());
    }

    @Test
    void whatGathersLeavesInBatches() throws Exception {
        int before = worker.messages.get();
        List<CompletableFuture<Line.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            calls.add(stage.call("echo-one", "\"" + "y".repeat(2_000) + "\"", LONG));
        }
        for (int i = 0; i < 2_000; i++) {
            worker.answer(worker.take(Frame.Invoke.class).id(), Body.NONE);
        }
        for (CompletableFuture<Line.Reply> call : calls) {
            assertInstanceOf(Line.Reply.Answered.class, reply(call));
        }
        assertTrue(worker.messages.get() - before < 2_000, "no batch in 2,000 calls at once");
    }

    @Test
    void theBinaryAndTheTextFormAreTheSame() throws Exception {
        CompletableFuture<Line.Reply> call = stage.call("echo-one", "1", LONG);
        long id = worker.take(Frame.Invoke.class).id();
        worker.sendText("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"status\":204}}");
        Line.Reply.Answered got = assertInstanceOf(Line.Reply.Answered.class, reply(call));
        assertEquals(204, got.answer().status());
    }
}
