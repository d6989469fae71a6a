package dev.hera.worker.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hera.wire.Frame;
import dev.hera.worker.link.LinkState;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.Manners;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;
import dev.hera.worker.socket.Socket;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class GreetingTest {
    private static void untilWaitingFor(Troupe worker, String why) {
        Await.until(
                "the link waits because of: " + why,
                () ->
                        worker.keeper().states().get("b1") instanceof LinkState.Waiting waiting
                                && waiting.why().contains(why));
    }

    @Test
    void wrongSecretIsSaidAndTriedAgain() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.withSecret("a guess").knows(broker)) {
            ScriptedLink first = broker.link();
            untilWaitingFor(worker, "refuses the secret of service hello");
            assertEquals(Socket.NOT_PROVED, first.closeCode());
            broker.link();
            assertTrue(worker.keeper().open().isEmpty());
        }
    }

    @Test
    void brokerThatCannotProveItselfIsHungUpOn() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.LYING);
                Troupe worker = Troupe.obliging().knows(broker)) {
            ScriptedLink link = broker.link();
            untilWaitingFor(worker, "did not prove");
            assertEquals(Socket.NOT_PROVED, link.closeCode());
            assertThrows(
                    AssertionError.class,
                    () -> link.hear(Frame.Announce.class, Duration.ofMillis(50)));
        }
    }

    @Test
    void callBeforeTheProofIsNotRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.HASTY);
                Troupe worker =
                        Troupe.running(
                                (call, left) -> {
                                    runs.incrementAndGet();
                                    return Troupe.ok(call);
                                })) {
            worker.knows(broker);
            untilWaitingFor(worker, "before it proved itself");
            assertEquals(Socket.BREACH, broker.link().closeCode());
            assertEquals(0, runs.get());
        }
    }

    @Test
    void callInOneBatchWithTheWelcomeIsRun() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.BRISK);
                Troupe worker = Troupe.obliging().meets(broker)) {
            assertEquals(1, broker.link().hear(Frame.Answer.class).id());
            assertEquals(1, worker.keeper().open().size());
        }
    }

    @Test
    void silentBrokerIsGivenUpAndDialledAgain() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.SILENT);
                Troupe worker = Troupe.obliging().knows(broker)) {
            ScriptedLink first = broker.link();
            untilWaitingFor(worker, "no answer to the greeting in time");
            first.closeCode();
            broker.behave(Manners.POLITE);
            broker.link().hear(Frame.Hello.class);
            Await.until("the link is open", () -> worker.keeper().open().size() == 1);
        }
    }

    @Test
    void strangerMaySayFourKilobytesAndNoMore() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.BOASTING);
                Troupe worker = Troupe.obliging().knows(broker)) {
            untilWaitingFor(worker, "more than 4096 bytes");
            assertTrue(worker.keeper().open().isEmpty());
        }
    }

    @Test
    void fullBrokerIsLeftAloneAsLongAsItAsks() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.with(Manners.FULL);
                Troupe worker = Troupe.obliging().knows(broker)) {
            Await.until("it was dialled", () -> broker.handshakes() > 0);
            untilWaitingFor(worker, "HTTP 503");
            if (worker.keeper().states().get("b1") instanceof LinkState.Waiting waiting) {
                assertTrue(waiting.pause().toMillis() >= 1000, waiting.toString());
            } else {
                fail(worker.keeper().states().toString());
            }
            assertTrue(broker.staysAlone(Duration.ofMillis(700)));
            assertEquals(1, broker.handshakes());
        }
    }
}
