package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.Settlement.Action;
import dev.hera.broker.journal.store.Table;
import dev.hera.wire.Endpoint.RecordMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What is said about calls holds, whoever dies; an id stands for one call.
class SettledCallsIT {
    private static final byte[] FIRST = {0};
    private static final byte[] LAST = {(byte) 0xff};
    private static final Settlement DONE =
            new Settlement(Action.PROCESSED, Instant.ofEpochMilli(1), "stock", "booked");
    private static final Settlement AWAY =
            new Settlement(Action.DELETE, Instant.ofEpochMilli(1), "stock", "");

    @TempDir Path temp;

    private JournalStage stage(String folder) {
        return new JournalStage(temp.resolve(folder));
    }

    private void kill(String to) throws IOException {
        JournalStage.wreck(temp.resolve("journal"), temp.resolve(to));
    }

    private static int marks(JournalStage stage) {
        AtomicInteger marks = new AtomicInteger();
        stage.store.scan(
                Table.MARKS, FIRST, LAST, (_, _) -> marks.incrementAndGet() < Integer.MAX_VALUE);
        return marks.get();
    }

    private static Opened open(JournalStage stage, Call call) {
        return stage.journal.open(
                call, JournalStage.SHOP, JournalStage.endpoint(RecordMode.DURABLE));
    }

    @Test
    void aCallDeletedWhileItRunsIsGoneEvenWhenItsBrokerIsKilledBeforeItsEnd() throws IOException {
        Call call;
        try (JournalStage stage = stage("journal")) {
            call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.AHEAD);
            assertTrue(recording.awaitBeforeDispatch(JournalStage.late()));
            recording.leaving(1, "w1");
            assertEquals(Settled.DONE, stage.journal.settle(call.id(), AWAY));
            kill("wreck");
        }
        try (JournalStage stage = stage("wreck")) {
            JournalStage.await(() -> stage.journal.find(call.id()).isEmpty());
            assertEquals(1, stage.journal.figures().orElseThrow().toErase());
        }
        try (JournalStage stage = stage("wreck")) {
            assertEquals(Optional.empty(), stage.journal.find(call.id()));
            assertEquals(1, stage.journal.figures().orElseThrow().toErase(), "still to be erased");
        }
    }

    /// Nobody may be told that it is noted before it is.
    @Test
    void aDeletionThatIsNotOnDiskIsNotDone() throws Exception {
        try (JournalStage stage = stage("journal")) {
            Call call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.AHEAD);
            assertTrue(recording.awaitBeforeDispatch(JournalStage.late()));
            stage.store.stop();
            Thread worker = Thread.startVirtualThread(() -> stage.journal.settle(call.id(), AWAY));
            JournalStage.await(
                    () -> stage.journal.figures().orElseThrow().tally().waitingBytes() > 0);
            assertTrue(worker.isAlive(), "told before it was on disk");
            stage.store.goOn();
            worker.join();
            recording.complete(JournalStage.answered(call));
            JournalStage.await(() -> stage.journal.find(call.id()).isEmpty());
        }
    }

    @Test
    void aDeletionThatCameFirstHoldsWhenTheBrokerIsKilledWhileTheCallRuns() throws IOException {
        Call call;
        try (JournalStage stage = stage("journal")) {
            call = stage.call("{}");
            assertEquals(Settled.EARLY, stage.journal.settle(call.id(), AWAY));
            Recording recording = stage.open(call, RecordMode.AHEAD);
            assertTrue(recording.awaitBeforeDispatch(JournalStage.late()));
            kill("wreck");
        }
        try (JournalStage stage = stage("wreck")) {
            JournalStage.await(() -> stage.journal.find(call.id()).isEmpty());
        }
    }

    @Test
    void whatIsSettledTwiceIsSettledOnceAndLeavesNoMark() {
        try (JournalStage stage = stage("journal")) {
            Call early = stage.call("{}");
            assertEquals(Settled.EARLY, stage.journal.settle(early.id(), DONE));
            assertEquals(Settled.EARLY, stage.journal.settle(early.id(), DONE));
            assertEquals(1, marks(stage));
            stage.open(early, RecordMode.DURABLE).complete(JournalStage.answered(early));
            JournalStage.await(() -> marks(stage) == 0);
            assertEquals(Settled.DONE, stage.journal.settle(early.id(), DONE));
            stage.quiet();
            assertEquals(DONE, stage.journal.find(early.id()).orElseThrow().settlement());
            assertEquals(0, marks(stage));
        }
    }

    @Test
    void whatIsDeletedTwiceIsGone() {
        try (JournalStage stage = stage("journal")) {
            CallId id = stage.whole("{}", RecordMode.DURABLE);
            assertEquals(Settled.DONE, stage.journal.settle(id, AWAY));
            assertEquals(Optional.empty(), stage.journal.find(id));
            assertEquals(Settled.EARLY, stage.journal.settle(id, AWAY));
            assertTrue(stage.journal.delete(id));
            assertEquals(Optional.empty(), stage.journal.find(id));
        }
    }

    @Test
    void aSecondCallOfOneIdIsRefusedAndCountedAndTheFirstStays() {
        Call call;
        try (JournalStage stage = stage("journal")) {
            call = stage.call("{\"first\":true}");
            Recording first = stage.open(call, RecordMode.DURABLE);
            assertInstanceOf(Unwell.class, open(stage, call), "while it runs");
            first.complete(JournalStage.answered(call));
            stage.quiet();
            assertInstanceOf(Unwell.class, open(stage, call), "after its end");
            assertEquals(2, stage.journal.figures().orElseThrow().twice());
        }
        try (JournalStage stage = stage("journal")) {
            assertInstanceOf(Unwell.class, open(stage, call), "after a restart");
            assertEquals(Optional.of("answered"), stage.word(call.id()));
            assertEquals(1, stage.journal.figures().orElseThrow().twice());
        }
    }
}
