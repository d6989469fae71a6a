package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.Settlement.Action;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

class JournalIT {
    private static final Settlement DONE =
            new Settlement(Action.PROCESSED, Instant.ofEpochMilli(1), "stock", "booked");
    private static final Settlement AWAY =
            new Settlement(Action.DELETE, Instant.ofEpochMilli(1), "stock", "");

    @TempDir Path temp;

    private JournalStage stage() {
        return new JournalStage(temp.resolve("journal"));
    }

    @Test
    void everythingOfACallIsThereAfterARestart() {
        Optional<CallRecord> before;
        CallId id;
        try (JournalStage stage = stage()) {
            id = stage.whole("{\"a\":1}", RecordMode.DURABLE);
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            before = stage.journal.find(id);
        }
        try (JournalStage stage = stage()) {
            CallRecord record = stage.journal.find(id).orElseThrow();
            assertEquals(before, Optional.of(record));
            assertEquals("shop", record.opening().caller());
            assertEquals("call *", record.opening().grant());
            assertEquals("answered", record.word());
            Ending ending = record.ending();
            assertNotNull(ending);
            assertEquals(200, ending.status());
            assertEquals(record.opening().body(), ending.body());
            assertEquals("w1", ending.attempts().getFirst().worker());
            assertTrue(record.sequence() > 0);
        }
    }

    @Test
    void theModeSaysWhoWaitsForTheDisk() {
        try (JournalStage stage = stage()) {
            stage.store.stop();
            Recording beside = stage.open(stage.call("1"), RecordMode.BESIDE);
            Recording durable = stage.open(stage.call("2"), RecordMode.DURABLE);
            Recording ahead = stage.open(stage.call("3"), RecordMode.AHEAD);
            assertTrue(beside.awaitBeforeDispatch(JournalStage.soon()));
            assertTrue(beside.awaitBeforeAnswer(JournalStage.soon()));
            assertTrue(durable.awaitBeforeDispatch(JournalStage.soon()));
            assertFalse(durable.awaitBeforeAnswer(JournalStage.soon()));
            assertFalse(ahead.awaitBeforeDispatch(JournalStage.soon()));
            stage.store.goOn();
            assertTrue(durable.awaitBeforeAnswer(JournalStage.late()));
            assertTrue(ahead.awaitBeforeDispatch(JournalStage.late()));
        }
    }

    @Test
    void whatWaitsToBeWrittenIsFound() {
        try (JournalStage stage = stage()) {
            stage.store.stop();
            Call call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.DURABLE);
            assertEquals(Optional.of(CallRecord.RUNNING), stage.word(call.id()));
            recording.complete(JournalStage.answered(call));
            assertEquals(Optional.of("answered"), stage.word(call.id()));
        }
    }

    @Test
    void whoAsksWaitsForTheEnd() {
        try (JournalStage stage = stage()) {
            Call call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.DURABLE);
            Optional<CallRecord> early = stage.journal.awaitEnd(call.id(), Duration.ofMillis(5));
            assertEquals(CallRecord.RUNNING, early.orElseThrow().word());
            CompletableFuture<Optional<CallRecord>> asked =
                    CompletableFuture.supplyAsync(
                            () -> stage.journal.awaitEnd(call.id(), Duration.ofSeconds(60)));
            recording.complete(JournalStage.answered(call));
            assertEquals("answered", asked.join().orElseThrow().word());
        }
    }

    @Test
    void largeBodiesLieApartAndTooLargeOnesAreSaidToBe() {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        try (JournalStage stage = stage()) {
            Call large = stage.call(new Body.Binary(noise), "", Map.of());
            stage.open(large, RecordMode.DURABLE).complete(JournalStage.answered(large));
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            CallRecord record = stage.journal.find(large.id()).orElseThrow();
            KeptBody.Whole whole = assertInstanceOf(KeptBody.Whole.class, record.opening().body());
            assertEquals(new Body.Binary(noise), whole.body());

            Body giant = new Body.Binary(new byte[(1 << 20) + 1]);
            Call call = stage.call(giant, "", Map.of());
            stage.open(call, RecordMode.DURABLE).complete(JournalStage.answered(call));
            KeptBody kept = stage.journal.find(call.id()).orElseThrow().opening().body();
            assertEquals(giant.length(), assertInstanceOf(KeptBody.TooLarge.class, kept).length());
        }
    }

    @Test
    void aCallIsSettledWhileItRunsAndAfter() {
        try (JournalStage stage = stage()) {
            Call call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.DURABLE);
            assertEquals(Settled.DONE, stage.journal.settle(call.id(), DONE));
            assertEquals(DONE, stage.journal.find(call.id()).orElseThrow().settlement());
            recording.complete(JournalStage.answered(call));
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            assertEquals(DONE, stage.journal.find(call.id()).orElseThrow().settlement());
            assertEquals(Settled.DONE, stage.journal.settle(call.id(), AWAY));
            assertEquals(Optional.empty(), stage.journal.find(call.id()));
        }
    }

    @Test
    void aCallThatIsDeletedWhileItRunsIsGoneWhenItEnds() {
        try (JournalStage stage = stage()) {
            Call call = stage.call("{}");
            Recording recording = stage.open(call, RecordMode.DURABLE);
            assertEquals(Settled.DONE, stage.journal.settle(call.id(), AWAY));
            recording.complete(JournalStage.answered(call));
            JournalStage.await(() -> stage.journal.find(call.id()).isEmpty());
        }
    }

    @Test
    void aSettlementThatComesFirstIsTakenInByItsCall() {
        Call early;
        Call unwanted;
        try (JournalStage stage = stage()) {
            early = stage.call("{}");
            unwanted = stage.call("{}");
            assertEquals(Settled.EARLY, stage.journal.settle(early.id(), DONE));
            assertEquals(Settled.EARLY, stage.journal.settle(unwanted.id(), AWAY));
        }
        try (JournalStage stage = stage()) {
            stage.open(early, RecordMode.DURABLE).complete(JournalStage.answered(early));
            stage.open(unwanted, RecordMode.DURABLE).complete(JournalStage.answered(unwanted));
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            assertEquals(DONE, stage.journal.find(early.id()).orElseThrow().settlement());
            assertEquals(Optional.empty(), stage.journal.find(unwanted.id()));
        }
    }

    @Test
    void anAnswerThatReachedNobodyIsNoted() {
        try (JournalStage stage = stage()) {
            CallId id = stage.whole("{}", RecordMode.DURABLE);
            assertEquals(null, stage.journal.find(id).orElseThrow().undelivered());
            stage.journal.undelivered(id);
            JournalStage.await(() -> stage.journal.find(id).orElseThrow().undelivered() != null);
            assertEquals(1, stage.journal.figures().orElseThrow().undelivered());
        }
    }

    @Test
    void secretsAreNotInTheRecord() {
        String token = "hera_c_" + "Ab3".repeat(17);
        String json = "{\"note\":\"use " + token + "\",\"card\":{\"number\":\"4111\"}}";
        Body body = new Body.Json(JsonText.trusted(json.getBytes(StandardCharsets.UTF_8)));
        try (JournalStage stage = stage()) {
            Call call = stage.call(body, "token=abc&a=1", Map.of("x-note", "Bearer " + token));
            Opened opened =
                    stage.journal.open(
                            call,
                            JournalStage.SHOP,
                            JournalStage.endpoint(RecordMode.DURABLE, "/card/number"));
            ((Recording) opened).complete(JournalStage.answered(call));
            String record = stage.journal.find(call.id()).orElseThrow().toString();
            assertFalse(record.contains(token), record);
            assertFalse(record.contains("4111"), record);
            assertFalse(record.contains("token=abc"), record);
            assertTrue(record.contains("a=1"), record);
        }
    }
}
