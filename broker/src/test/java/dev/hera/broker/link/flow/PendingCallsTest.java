package dev.hera.broker.link.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.codec.ReplyKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

class PendingCallsTest {
    private static final Deadline NOON = new Deadline(1_000);
    private final PendingCalls calls = new PendingCalls(3);

    private PendingCall open() {
        return calls.open(calls.nextId(), NOON);
    }

    private static Line.Reply answer(long id) {
        return new Line.Reply.Answered(
                new Frame.Answer(id, 200, Map.of(), Body.NONE, null, Load.NONE));
    }

    @Test
    void aCallThatHasNotLeftCannotBeAnswered() {
        PendingCall call = open();
        assertEquals(ReplyKind.NONE, calls.kind(call.id()));
        assertEquals(PendingCalls.Match.FOREIGN, calls.answer(call.id(), answer(call.id())));
        assertTrue(call.leave());
        assertEquals(ReplyKind.ANSWER, calls.kind(call.id()));
        assertEquals(PendingCalls.Match.WAITING, calls.answer(call.id(), answer(call.id())));
        assertEquals(answer(call.id()), call.await());
        assertEquals(0, calls.count());
    }

    @Test
    void aLateCallThatNeverLeftNeverLeaves() {
        PendingCall call = open();
        calls.sweep(1_000);
        assertEquals(new Line.Reply.Late(false), call.await());
        assertFalse(call.leave());
    }

    @Test
    void theDeadlineItselfIsLateAndTheMomentBeforeIsNot() {
        PendingCall call = open();
        call.leave();
        calls.sweep(999);
        assertEquals(ReplyKind.ANSWER, calls.kind(call.id()));
        calls.sweep(1_000);
        assertEquals(new Line.Reply.Late(true), call.await());
    }

    @Test
    void anAnswerAfterGivingUpIsLateOnceAndForeignTheSecondTime() {
        PendingCall call = open();
        call.leave();
        calls.sweep(1_000);
        calls.giveUp(call);
        assertEquals(PendingCalls.Match.LATE, calls.unmatched(call.id()));
        assertEquals(PendingCalls.Match.FOREIGN, calls.unmatched(call.id()));
    }

    @Test
    void anAnswerBetweenTheEndAndTheGivingUpIsLateOnce() {
        PendingCall call = open();
        call.leave();
        calls.sweep(1_000);
        assertEquals(PendingCalls.Match.LATE, calls.answer(call.id(), answer(call.id())));
        calls.giveUp(call);
        assertEquals(PendingCalls.Match.FOREIGN, calls.unmatched(call.id()));
    }

    @Test
    void aLostLinkTellsWhichCallsMayHaveReachedTheWorker() {
        PendingCall waiting = open();
        PendingCall gone = open();
        gone.leave();
        calls.lose();
        assertEquals(new Line.Reply.Lost(false), waiting.await());
        assertEquals(new Line.Reply.Lost(true), gone.await());
        assertEquals(0, calls.count());
    }

    @Test
    void theLimitHolds() {
        open();
        open();
        PendingCall third = open();
        assertTrue(calls.isFull());
        calls.forget(third);
        assertFalse(calls.isFull());
    }

    @Test
    void anInterruptGivesTheCallUpAndIsKept() throws Exception {
        AtomicInteger kept = new AtomicInteger();
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    PendingCall call = open();
                                    call.leave();
                                    Line.Reply reply = call.await();
                                    boolean late = reply.equals(new Line.Reply.Late(true));
                                    kept.set(late && Thread.interrupted() ? 1 : -1);
                                });
        caller.interrupt();
        assertTrue(caller.join(Duration.ofSeconds(10)));
        assertEquals(1, kept.get());
    }

    @Test
    void answerDeadlineAndLostLinkAtOnceEndACallExactlyOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            PendingCalls all = new PendingCalls(1);
            PendingCall call = all.open(all.nextId(), NOON);
            call.leave();
            AtomicInteger ends = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(3);
            List<Thread> racers = new ArrayList<>();
            racers.add(race(start, () -> ends.addAndGet(call.end(_ -> answer(1)) ? 1 : 0)));
            racers.add(race(start, () -> ends.addAndGet(call.end(Line.Reply.Late::new) ? 1 : 0)));
            racers.add(race(start, () -> ends.addAndGet(call.end(Line.Reply.Lost::new) ? 1 : 0)));
            call.await();
            for (Thread racer : racers) {
                racer.join();
            }
            assertEquals(1, ends.get(), "round " + round);
        }
    }

    private static Thread race(CyclicBarrier start, Runnable what) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                start.await();
                                what.run();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }
}
