package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.Relay;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PartitionFaultIT {
    private static boolean isOpen(Troupe worker, String broker) {
        return worker.keeper().states().get(broker) instanceof LinkState.Open;
    }

    @Test
    void swallowedLinkIsGivenUpAndTheOthersServeOn() throws Exception {
        try (ScriptedBroker far = ScriptedBroker.polite("b1");
                ScriptedBroker near = ScriptedBroker.polite("b2");
                Relay relay = new Relay(far.node().linkPort());
                Troupe worker = Troupe.obliging()) {
            far.isReachedAt(relay.port());
            worker.keeper().known(List.of(far.node(), near.node()));
            ScriptedLink healthy = near.link().ready();
            far.link().ready();
            Await.until("b1 is linked", () -> isOpen(worker, "b1"));

            relay.swallow();
            for (int i = 1;
                    !(worker.keeper().states().get("b1") instanceof LinkState.Waiting);
                    i++) {
                healthy.send(ScriptedLink.call(i, "GET /0/echo"));
                assertEquals(i, healthy.hear(Frame.Answer.class).id());
                assertTrue(i < 1_000_000, "the partition was never noticed");
            }
            relay.heal();
            long healedAt = System.nanoTime();
            Await.until("b1 is linked again", () -> isOpen(worker, "b1"));
            Duration after = Duration.ofNanos(System.nanoTime() - healedAt);
            assertTrue(after.toSeconds() < 5, "linked again after " + after);
            assertEquals(1, near.handshakes());
        }
    }

    @Test
    void brokerThatTakesNothingLosesItsLinkAndTheWorkerItsBacklog() throws Exception {
        String large = '"' + "x".repeat(1_000_000) + '"';
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Relay relay = new Relay(broker.node().linkPort());
                Troupe worker = Troupe.slots(32, (call, left) -> Troupe.answer(call, large))) {
            broker.isReachedAt(relay.port());
            worker.keeper().known(List.of(broker.node()));
            ScriptedLink link = broker.link().ready();
            Await.until("b1 is linked", () -> isOpen(worker, "b1"));
            Frame[] calls = new Frame[60];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = ScriptedLink.call(i, "GET /large");
            }
            relay.stallBack();
            link.send(calls);
            Await.until("the link is given up", () -> !isOpen(worker, "b1"));
            assertTrue(worker.workload().awaitIdle(Duration.ofSeconds(5)));
            relay.heal();
            Await.until("b1 is linked again", () -> isOpen(worker, "b1"));
        }
    }
}
