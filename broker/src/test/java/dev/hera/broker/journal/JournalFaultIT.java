package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.broker.journal.write.Health;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

class JournalFaultIT {
    @TempDir Path temp;

    private JournalStage stage() {
        return new JournalStage(temp.resolve("journal"));
    }

    private static Opened ask(JournalStage stage, RecordMode mode) {
        return stage.journal.open(stage.call("{}"), JournalStage.SHOP, JournalStage.endpoint(mode));
    }

    @Test
    void aFullDiskRefusesOrServesUnrecordedAndGoesOnByItself() {
        try (JournalStage stage = stage()) {
            stage.store.fail(Kind.FULL);
            Call waiting = stage.call("{}");
            Recording recording = stage.open(waiting, RecordMode.DURABLE);
            JournalStage.await(() -> stage.journal.figures().orElseThrow().health() == Health.FULL);
            assertFalse(recording.awaitBeforeAnswer(JournalStage.soon()));
            Unwell refused = assertInstanceOf(Unwell.class, ask(stage, RecordMode.AHEAD));
            assertTrue(refused.refusal().retryAfter().compareTo(Duration.ZERO) > 0);
            Recording unkept = assertInstanceOf(Recording.class, ask(stage, RecordMode.DURABLE));
            assertTrue(unkept.awaitBeforeAnswer(JournalStage.soon()));
            assertEquals(1, stage.journal.figures().orElseThrow().refused());
            assertEquals(1, stage.journal.figures().orElseThrow().unrecorded());
            assertEquals(List.of(), stage.journal.ailments());

            stage.store.recover();
            assertTrue(recording.awaitBeforeAnswer(JournalStage.late()));
            recording.complete(JournalStage.answered(waiting));
            CallId next = stage.whole("{}", RecordMode.AHEAD);
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            assertEquals(Optional.of("answered"), stage.word(waiting.id()));
            assertEquals(Optional.of("answered"), stage.word(next));
        }
    }

    @Test
    void aFailedSyncEndsTheBrokerAndNobodyIsAnsweredAsKept() throws Exception {
        try (JournalStage stage = stage()) {
            stage.store.stop();
            List<Recording> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(stage.open(stage.call("{}"), RecordMode.DURABLE));
            }
            stage.store.fail(Kind.FAILED);
            stage.store.goOn();
            assertEquals(Kind.FAILED, stage.failed.get(60, TimeUnit.SECONDS).kind());
            for (Recording recording : waiting) {
                assertFalse(recording.awaitBeforeAnswer(JournalStage.late()));
            }
            assertEquals(1, stage.journal.ailments().size());
            assertInstanceOf(Unwell.class, ask(stage, RecordMode.DURABLE));
            assertInstanceOf(Unwell.class, ask(stage, RecordMode.AHEAD));
        }
    }

    /// Whoever ends the process hears of it only when the broker says already that it is not ready.
    @Test
    void theBrokerIsNotReadyBeforeAnybodyIsToldToEndIt() throws Exception {
        WillfulStore store = new WillfulStore(temp.resolve("journal"));
        AtomicReference<Journal> opened = new AtomicReference<>();
        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        JournalSettings settings = JournalStage.settings(temp.resolve("journal"));
        Journal journal =
                Journal.on(
                        store,
                        settings,
                        Clock.systemUTC(),
                        _ -> seen.complete(Objects.requireNonNull(opened.get()).ailments()));
        opened.set(journal);
        try (journal) {
            assertEquals(List.of(), journal.ailments());
            store.fail(Kind.FAILED);
            journal.pin(CallId.next(Instant.now(), 1, new Random(1)));
            String why = seen.get(60, TimeUnit.SECONDS).toString();
            assertTrue(why.startsWith("[the journal failed: "), why);
        }
    }

    @Test
    void whatMayWaitForASlowDiskIsBounded() {
        try (JournalStage stage = stage()) {
            stage.store.stop();
            int taken = 0;
            Body body = new Body.Binary(new byte[10_000]);
            Opened opened;
            do {
                Call call = stage.call(body, "", Map.of());
                opened =
                        stage.journal.open(
                                call, JournalStage.SHOP, JournalStage.endpoint(RecordMode.AHEAD));
                taken++;
            } while (opened instanceof Recording && taken < 1000);
            assertInstanceOf(Unwell.class, opened);
            assertTrue(taken > 50 && taken < 150, taken + " calls of 10 KB into 1 MiB");
            stage.store.goOn();
            JournalStage.await(() -> ask(stage, RecordMode.AHEAD) instanceof Recording);
        }
    }

    /// What a killed process leaves, opened by the next one.
    @Test
    void aCallThatWasUnderWayIsToldByHowFarItCame() throws IOException {
        Call opened;
        Call left;
        CallId ended;
        Path wreck = temp.resolve("wreck");
        try (JournalStage stage = stage()) {
            ended = stage.whole("{}", RecordMode.DURABLE);
            opened = stage.call("{}");
            left = stage.call("{}");
            assertTrue(
                    stage.open(opened, RecordMode.AHEAD).awaitBeforeDispatch(JournalStage.late()));
            Recording travelling = stage.open(left, RecordMode.AHEAD);
            assertTrue(travelling.awaitBeforeDispatch(JournalStage.late()));
            travelling.leaving(1, "w1");
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 2);
            JournalStage.wreck(temp.resolve("journal"), wreck);
        }
        try (JournalStage stage = new JournalStage(wreck)) {
            assertEquals(Optional.of("answered"), stage.word(ended));
            assertEquals(Optional.of("not-executed"), stage.word(opened.id()));
            assertEquals(Optional.of("unknown"), stage.word(left.id()));
            CallRecord record = stage.journal.find(left.id()).orElseThrow();
            assertNotNull(record.ending());
            assertEquals(Endings.BROKER_STOPPED, record.ending().kind());
        }
    }

    /// The board of another start of the machine says nothing: `unknown` is never wrong.
    @Test
    void withoutItsBoardACallThatWasUnderWayIsUnknown() throws IOException {
        Path wreck = temp.resolve("wreck");
        Call call;
        try (JournalStage stage = stage()) {
            call = stage.call("{}");
            assertTrue(stage.open(call, RecordMode.AHEAD).awaitBeforeDispatch(JournalStage.late()));
            JournalStage.wreck(temp.resolve("journal"), wreck);
        }
        java.nio.file.Files.delete(wreck.resolve("board"));
        try (JournalStage stage = new JournalStage(wreck)) {
            assertEquals(Optional.of("unknown"), stage.word(call.id()));
        }
    }

    @Test
    void littleRoomStopsNewCallsAndLetsOthersEnd() {
        JournalSettings settings =
                JournalStage.settings(temp.resolve("journal")).lowAt(Long.MAX_VALUE, 100);
        try (JournalStage stage = new JournalStage(temp.resolve("journal"), settings)) {
            JournalStage.await(() -> stage.journal.figures().orElseThrow().health() == Health.LOW);
            assertInstanceOf(Unwell.class, ask(stage, RecordMode.AHEAD));
            assertInstanceOf(Recording.class, ask(stage, RecordMode.DURABLE));
        }
    }
}
