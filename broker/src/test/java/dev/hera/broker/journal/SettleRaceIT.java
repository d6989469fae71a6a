package dev.hera.broker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.call.Call;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.wire.Endpoint.RecordMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/// A call and what its worker says about it arrive at the same moment.
class SettleRaceIT {
    private static final int ROUNDS = 400;

    @TempDir Path folder;

    @Test
    void whoeverIsFirstTheCallIsSettled() throws Exception {
        Settlement said =
                new Settlement(
                        Settlement.Action.PROCESSED,
                        Instant.ofEpochMilli(Instant.now().toEpochMilli()),
                        "shop",
                        "");
        try (JournalStage stage = new JournalStage(folder.resolve("journal"))) {
            List<Call> calls = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Call call = stage.call("{}");
                calls.add(call);
                CyclicBarrier start = new CyclicBarrier(2);
                Thread worker =
                        Thread.startVirtualThread(
                                () -> {
                                    meet(start);
                                    stage.journal.settle(call.id(), said);
                                });
                meet(start);
                stage.open(call, RecordMode.DURABLE).complete(JournalStage.answered(call));
                worker.join();
            }
            JournalStage.await(() -> stage.journal.figures().orElseThrow().underWay() == 0);
            long unsettled =
                    calls.stream()
                            .map(call -> stage.journal.find(call.id()).orElseThrow())
                            .map(CallRecord::settlement)
                            .filter(settlement -> !said.equals(settlement))
                            .count();
            assertEquals(0, unsettled, "calls of " + ROUNDS + " that nobody settled");
        }
    }

    private static void meet(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
