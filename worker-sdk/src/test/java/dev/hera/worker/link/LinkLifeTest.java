package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class LinkLifeTest {
    @Test
    void killedBrokerIsDialledAgainWhenItIsBack() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            broker.link().ready();
            broker.die();
            Await.until("the link is down", () -> worker.keeper().open().isEmpty());
            try (ScriptedBroker reborn = broker.reborn()) {
                worker.meets(reborn);
                reborn.link().hear(Frame.Announce.class);
            }
        }
    }

    @Test
    void vanishedBrokerKeepsItsWorkingLinkUntilThatEnds() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            worker.knows();
            link.send(ScriptedLink.call(1, "GET /0/echo"));
            assertEquals(1, link.hear(Frame.Answer.class).id());
            link.close(1001);
            assertTrue(broker.staysAlone(Duration.ofMillis(500)));
            assertTrue(worker.keeper().states().get("b1") instanceof LinkState.Closed);
            worker.knows(broker);
            broker.link().ready();
        }
    }

    @Test
    void brokerThatVanishedAndCameBackKeepsItsOneLink() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            broker.link().ready();
            worker.knows();
            worker.meets(broker);
            assertTrue(broker.staysAlone(Duration.ofMillis(300)));
            assertEquals(1, broker.handshakes());
        }
    }

    @Test
    void lameDucksCallsFinishWhileTheLinkIsDialledAnew() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker =
                        Troupe.running(
                                (call, left) ->
                                        call.id() == 1 ? at(gate, call) : Troupe.ok(call))) {
            worker.meets(broker);
            ScriptedLink old = broker.link().ready();
            old.send(ScriptedLink.call(1, "GET /slow"));
            Await.until("the call runs", () -> worker.workload().inFlight() == 1);
            old.send(new Frame.LameDuck(300));
            assertTrue(broker.staysAlone(Duration.ofMillis(200)));
            ScriptedLink fresh = broker.link().ready();
            fresh.send(ScriptedLink.call(2, "GET /quick"));
            assertEquals(2, fresh.hear(Frame.Answer.class).id());
            assertFalse(old.isClosed());
            gate.countDown();
            assertEquals(1, old.hear(Frame.Answer.class).id());
            assertEquals(1000, old.closeCode());
            assertFalse(fresh.isClosed());
        }
    }

    private static Frame.Reply at(CountDownLatch gate, Frame.Invoke call) {
        try {
            boolean unused = gate.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Troupe.ok(call);
    }

    @Test
    void brokerThatFallsSilentIsDialledAgain() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            link.closeCode();
            broker.link().ready();
            assertEquals(2, broker.handshakes());
            assertEquals(1, worker.keeper().states().size());
        }
    }

    @Test
    void brokerThatDiesBehindItsLastWordIsNoticedBeforeItCountsAsSilent() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            // The client misses many of these ends, but not all.
            for (int i = 0; i < 6; i++) {
                ScriptedLink link = broker.link().ready();
                link.sendHalf("{\"jsonrpc\"");
                long cutAt = System.nanoTime();
                link.cut();
                int dialled = i + 2;
                Await.until("it is dialled again", () -> broker.handshakes() == dialled);
                Duration after = Duration.ofNanos(System.nanoTime() - cutAt);
                assertTrue(after.compareTo(Troupe.QUICK.silence()) < 0, "after " + after);
                Await.until("the link is open", () -> worker.keeper().open().size() == 1);
            }
        }
    }

    @Test
    void halfAMessageHurtsNobody() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            link.sendHalf("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GET /0/e");
            link.cut();
            ScriptedLink next = broker.link().ready();
            next.send(ScriptedLink.call(1, "GET /0/echo"));
            assertEquals(1, next.hear(Frame.Answer.class).id());
            assertEquals(0, worker.workload().inFlight());
        }
    }

    @Test
    void runningCallDelaysTheEndOfADrain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.running((call, left) -> at(gate, call))) {
            worker.meets(broker);
            ScriptedLink link = broker.link().ready();
            link.send(ScriptedLink.call(1, "GET /slow"));
            Await.until("the call runs", () -> worker.workload().inFlight() == 1);
            assertFalse(worker.keeper().drain("test", Duration.ofMillis(300)));
            gate.countDown();
            assertTrue(worker.keeper().drain("test", Duration.ofSeconds(5)));
            worker.leave();
            assertEquals(1, link.hear(Frame.Answer.class).id());
            assertEquals(1000, link.closeCode());
        }
    }

    @Test
    void oneFloodOfNonsenseEndsTheLink() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            for (int i = 0; i < 20; i++) {
                link.sendRaw("nonsense");
            }
            link.send(ScriptedLink.call(1, "GET /0/echo"));
            assertEquals(1, link.hear(Frame.Answer.class).id());
            link.sendRaw("nonsense");
            assertEquals(4002, link.closeCode());
            assertEquals(1, worker.keeper().states().size());
        }
    }
}
