package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.JsonText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An accepted call whose deliveries come and go: its record says at any moment what is true.
class DeliveredCallsIT {
    private static final Ledger LEDGER = new Ledger(9000, 1000, 0, 0, 0);

    @TempDir Path temp;

    private JournalStage stage() {
        return new JournalStage(temp.resolve("journal"));
    }

    private static Outcome confirmed() {
        byte[] body = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        return new Outcome.Accepted(
                200, Map.of(), new Body.Json(JsonText.trusted(body)), "application/json", LEDGER);
    }

    private static Call accepted(JournalStage stage) {
        Call call = stage.call("{\"lead\":1}");
        stage.open(call, RecordMode.DURABLE).complete(confirmed());
        return call;
    }

    private static Call delivery(Call call, int attempt) {
        return new Call(
                call.id(),
                new Origin.Delivery(attempt),
                call.method(),
                call.path(),
                call.target(),
                call.query(),
                call.headers(),
                call.body(),
                call.contentType(),
                call.credential(),
                null,
                call.receivedAt(),
                System.nanoTime(),
                call.root(),
                null,
                null,
                false);
    }

    private static CallRecord record(JournalStage stage, Call call) {
        return stage.journal.find(call.id()).orElseThrow();
    }

    private static Ending ending(JournalStage stage, Call call) {
        return Objects.requireNonNull(record(stage, call).ending());
    }

    @Test
    void aCallIsAcceptedUntilItsDeliveryHasEnded() {
        try (JournalStage stage = stage()) {
            Call call = accepted(stage);
            stage.quiet();
            CallRecord before = record(stage, call);
            Call delivery = delivery(call, 1);
            try (Recording recording = stage.open(delivery, RecordMode.DURABLE)) {
                assertEquals(before, record(stage, call));
                JournalStage.sent(recording, delivery);
                assertEquals(before, record(stage, call));
                recording.complete(JournalStage.answered(delivery));
            }
            assertEquals("answered", record(stage, call).word());
        }
    }

    @Test
    void whoWaitsForItsEndHearsOfItsDelivery() {
        try (JournalStage stage = stage()) {
            Call call = accepted(stage);
            Recording recording = stage.open(delivery(call, 1), RecordMode.DURABLE);
            CompletableFuture<Optional<CallRecord>> asked =
                    CompletableFuture.supplyAsync(
                            () -> stage.journal.awaitEnd(call.id(), Duration.ofSeconds(60)));
            recording.complete(JournalStage.answered(call));
            assertEquals("answered", asked.join().orElseThrow().word());
        }
    }

    @Test
    void aDeliveryThatNobodyRanLeavesTheConfirmationAsTheCallerGotIt() {
        try (JournalStage stage = stage()) {
            Call call = accepted(stage);
            Ending before = ending(stage, call);
            for (int attempt = 1; attempt < 4; attempt++) {
                try (Recording recording = stage.open(delivery(call, attempt), RecordMode.AHEAD)) {
                    recording.complete(
                            new Outcome.Accepted(202, Map.of(), Body.NONE, null, LEDGER));
                }
                stage.quiet();
                assertEquals(before, ending(stage, call));
            }
        }
    }

    @Test
    void aCallThatIsTriedAgainIsAcceptedWithTheAttemptsBefore() {
        try (JournalStage stage = stage()) {
            Call call = accepted(stage);
            try (Recording first = stage.open(delivery(call, 1), RecordMode.DURABLE)) {
                JournalStage.sent(first, call);
                first.complete(
                        new Outcome.Unknown(Outcome.Doubt.WORKER_LOST, "gone", "w1", LEDGER));
            }
            assertEquals("unknown", record(stage, call).word());
            try (Recording second = stage.open(delivery(call, 2), RecordMode.DURABLE)) {
                assertEquals(CallRecord.ACCEPTED, record(stage, call).word());
                assertEquals(1, ending(stage, call).attempts().size());
                second.complete(JournalStage.answered(call));
            }
        }
    }

    @Test
    void whatWasSaidOfItBeforeStaysWhileItIsDelivered() {
        Settlement done =
                new Settlement(
                        Settlement.Action.PROCESSED, Instant.ofEpochMilli(1), "stock", "booked");
        try (JournalStage stage = stage()) {
            Call call = accepted(stage);
            stage.quiet();
            assertEquals(Settled.DONE, stage.journal.settle(call.id(), done));
            try (Recording recording = stage.open(delivery(call, 1), RecordMode.DURABLE)) {
                assertEquals(done, record(stage, call).settlement());
                recording.complete(JournalStage.answered(call));
            }
        }
    }

    /// The disk takes the openings; it stands still before any end, and the broker is killed.
    @Test
    void aKilledBrokerKnowsOfEachHowFarItsDeliveryWas() throws IOException {
        Path wreck = temp.resolve("wreck");
        Call waiting;
        Call left;
        Call delivered;
        try (JournalStage stage = stage()) {
            waiting = accepted(stage);
            left = accepted(stage);
            delivered = accepted(stage);
            stage.quiet();
            stage.store.stop();
            Recording travelling = stage.open(delivery(left, 1), RecordMode.DURABLE);
            JournalStage.sent(travelling, left);
            Recording over = stage.open(delivery(delivered, 1), RecordMode.DURABLE);
            JournalStage.sent(over, delivered);
            over.complete(JournalStage.answered(delivered));
            JournalStage.wreck(temp.resolve("journal"), wreck);
            stage.store.goOn();
        }
        try (JournalStage stage = new JournalStage(wreck)) {
            assertEquals(CallRecord.ACCEPTED, record(stage, waiting).word());
            assertEquals(CallRecord.ACCEPTED, record(stage, left).word());
            assertEquals(200, ending(stage, left).status());
            assertEquals("answered", record(stage, delivered).word());
        }
    }

    /// The acceptance itself is not on disk yet: the call has two places on the board.
    @Test
    void aDeliveryDoesNotHideAnAcceptanceThatIsBeingWritten() throws IOException {
        Path wreck = temp.resolve("wreck");
        Call call;
        try (JournalStage stage = stage()) {
            call = stage.call("{}");
            Recording first = stage.open(call, RecordMode.AHEAD);
            assertTrue(first.awaitBeforeDispatch(JournalStage.late()));
            stage.store.stop();
            first.complete(confirmed());
            Recording travelling = stage.open(delivery(call, 1), RecordMode.DURABLE);
            JournalStage.sent(travelling, call);
            assertEquals(CallRecord.ACCEPTED, record(stage, call).word());
            JournalStage.wreck(temp.resolve("journal"), wreck);
            stage.store.goOn();
        }
        try (JournalStage stage = new JournalStage(wreck)) {
            assertEquals(CallRecord.ACCEPTED, record(stage, call).word());
        }
    }
}
