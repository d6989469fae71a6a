package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.Settlement.Action;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Idempotency keys beyond one life of a broker, and beyond a day.
class KeyedCallsIT {
    private static final Endpoint ONCE = JournalStage.endpoint(RecordMode.DURABLE);

    @TempDir Path temp;

    private final MovedClock clock = new MovedClock();

    private JournalStage stage(String folder) {
        Path place = temp.resolve(folder);
        return new JournalStage(place, JournalStage.settings(place), clock);
    }

    private static Opened again(JournalStage stage, Endpoint endpoint) {
        return stage.journal.open(stage.keyed("k"), JournalStage.SHOP, endpoint);
    }

    private static void runs(Opened opened) {
        assertInstanceOf(Recording.class, opened).close();
    }

    private static Outcome told(Call first, Opened opened) {
        Outcome outcome = assertInstanceOf(Opened.Known.class, opened).outcome();
        Outcome.Repeated repeated = assertInstanceOf(Outcome.Repeated.class, outcome);
        assertEquals(first.id(), repeated.first());
        return repeated.outcome();
    }

    /// A call with the key that is over when this returns.
    private static Call answered(JournalStage stage) {
        Call call = stage.keyed("k");
        Opened opened = stage.journal.open(call, JournalStage.SHOP, ONCE);
        try (Recording recording = (Recording) opened) {
            assertTrue(recording.awaitBeforeDispatch(JournalStage.late()));
            JournalStage.sent(recording, call);
            recording.complete(JournalStage.answered(call));
        }
        stage.quiet();
        return call;
    }

    /// What a broker leaves that is killed while the call with the key is at a worker.
    private Call killedUnderWay() throws IOException {
        try (JournalStage stage = stage("killed")) {
            Call call = stage.keyed("k");
            Recording recording = (Recording) stage.journal.open(call, JournalStage.SHOP, ONCE);
            assertTrue(recording.awaitBeforeDispatch(JournalStage.late()));
            recording.leaving(1, "w1");
            JournalStage.wreck(temp.resolve("killed"), temp.resolve("wreck"));
            return call;
        }
    }

    @Test
    void theSameIsToldAfterARestart() {
        Call first;
        try (JournalStage stage = stage("journal")) {
            first = answered(stage);
        }
        try (JournalStage stage = stage("journal")) {
            assertInstanceOf(Outcome.Answered.class, told(first, again(stage, ONCE)));
        }
    }

    @Test
    void aKeyIsGoodForADayAfterItsCallsEnd() {
        try (JournalStage stage = stage("journal")) {
            Call first = answered(stage);
            clock.forward(Duration.ofHours(23));
            assertInstanceOf(Outcome.Answered.class, told(first, again(stage, ONCE)));
            clock.forward(Duration.ofHours(2));
            runs(again(stage, ONCE));
        }
    }

    @Test
    void afterAKillAnIdempotentEndpointRunsItAgainAndAnotherDoesNot() throws IOException {
        Call first = killedUnderWay();
        try (JournalStage stage = stage("wreck")) {
            assertInstanceOf(Outcome.Unknown.class, told(first, again(stage, ONCE)));
            runs(again(stage, JournalStage.idempotent()));
        }
    }

    @Test
    void aKeyStaysWhileNobodyKnowsWhetherItsCallRan() throws IOException {
        Call first = killedUnderWay();
        try (JournalStage stage = stage("wreck")) {
            clock.forward(Duration.ofDays(9));
            assertInstanceOf(Outcome.Unknown.class, told(first, again(stage, ONCE)));
            Instant now = clock.instant();
            Settlement done = new Settlement(Action.PROCESSED, now, "shop", "looked into");
            assertEquals(Settled.DONE, stage.journal.settle(first.id(), done));
            JournalStage.await(() -> again(stage, ONCE) instanceof Recording);
        }
    }

    @Test
    void aKeyOfADeletedCallIsRememberedForADay() {
        try (JournalStage stage = stage("journal")) {
            Call first = answered(stage);
            assertTrue(stage.journal.delete(first.id()));
            Outcome.Unknown gone =
                    assertInstanceOf(Outcome.Unknown.class, told(first, again(stage, ONCE)));
            assertEquals(Outcome.Doubt.NOT_KEPT, gone.doubt());
            clock.forward(Duration.ofHours(24).plus(Endpoint.MAX_TIMEOUT).plusMinutes(1));
            runs(again(stage, ONCE));
        }
    }
}
