package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

class LinkTest {
    @Test
    void workerGreetsAnnouncesAndAnswers() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link();
            Frame.Hello hello = link.hear(Frame.Hello.class);
            assertEquals("hello", hello.service());
            assertEquals(8, hello.slots());
            Frame.Announce announce = link.hear(Frame.Announce.class);
            assertEquals(List.of(Endpoint.of("GET /0/echo")), announce.endpoints());

            link.send(ScriptedLink.call(1, "GET /0/echo"));

            Frame.Answer answer = link.hear(Frame.Answer.class);
            assertEquals(1, answer.id());
            assertEquals(200, answer.status());
            assertEquals(0, answer.load().inFlight());
            assertFalse(answer.load().busy());
            assertEquals(1, worker.keeper().open().size());
        }
    }

    @Test
    void statusIsAnsweredWithVitals() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            link.send(new Frame.StatusAsk(5));
            Frame.Status status = link.hear(Frame.Status.class);
            assertEquals(5, status.id());
            assertEquals(Vitals.State.READY, status.vitals().state());
            assertNotNull(worker);
        }
    }

    @Test
    void crossedThresholdIsReportedAtOnce() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            worker.cpu(0.95);
            Frame.VitalsNote note = link.hear(Frame.VitalsNote.class);
            assertEquals(0.95, note.vitals().cpu());
        }
    }

    @Test
    void unknownRequestIsAnsweredAndUnknownNoteIgnored() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            link.sendRaw("{\"jsonrpc\":\"2.0\",\"method\":\"hera.fromTheFuture\",\"params\":{}}");
            link.sendRaw("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"hera.future\",\"params\":{}}");
            Frame.Failure failure = link.hear(Frame.Failure.class);
            assertEquals(9, failure.id());
            assertEquals(ErrorCode.METHOD_NOT_FOUND, failure.code());
            link.send(ScriptedLink.call(10, "GET /0/echo"));
            assertEquals(10, link.hear(Frame.Answer.class).id());
            assertNotNull(worker);
        }
    }

    @Test
    void callOfANewerReleaseIsUnderstood() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link().ready();
            link.sendRaw(
                    """
                    {"novel":[{}],"params":{"colour":{"deep":[1]},"deadlineMs":900,
                     "uuid":"00000000-0000-7000-8000-000000000001","body":[1.10]},
                     "id":4,"jsonrpc":"2.0","method":"GET /0/echo"}\
                    """);
            // The members stand in an order of their own; the answer waits for no known kind.
            assertEquals(4, link.hear(Frame.Unmatched.class).id());
            assertEquals(1, worker.keeper().open().size());
        }
    }

    @Test
    void newEndpointReachesEveryBrokerWithTheNextGeneration() throws Exception {
        try (ScriptedBroker one = ScriptedBroker.polite("b1");
                ScriptedBroker two = ScriptedBroker.polite("b2");
                Troupe worker = Troupe.obliging().meets(one, two)) {
            List<ScriptedLink> links = List.of(one.link(), two.link());
            for (ScriptedLink link : links) {
                assertEquals(1, link.hear(Frame.Announce.class).generation());
            }
            worker.endpoints().add(Endpoint.of("sum"));
            worker.keeper().announce();
            for (ScriptedLink link : links) {
                Frame.Announce announce = link.hear(Frame.Announce.class);
                assertTrue(announce.generation() > 1);
                assertEquals(2, announce.endpoints().size());
            }
        }
    }

    @Test
    void brokerFoundWhileDrainingIsNotDialled() throws Exception {
        try (ScriptedBroker one = ScriptedBroker.polite("b1");
                ScriptedBroker two = ScriptedBroker.polite("b2");
                Troupe worker = Troupe.obliging().meets(one)) {
            assertTrue(worker.keeper().drain("rolling", Duration.ofSeconds(5)));
            worker.knows(one, two);
            assertTrue(two.staysAlone(Duration.ofMillis(300)));
        }
    }

    @Test
    void drainIsToldToEveryBrokerAndWaitsForRunningCalls() throws Exception {
        try (ScriptedBroker one = ScriptedBroker.polite("b1");
                ScriptedBroker two = ScriptedBroker.polite("b2");
                Troupe worker = Troupe.obliging().meets(one, two)) {
            ScriptedLink first = one.link().ready();
            ScriptedLink second = two.link().ready();
            assertTrue(worker.keeper().drain("rolling", Duration.ofSeconds(5)));
            assertEquals("rolling", first.hear(Frame.Draining.class).reason());
            assertEquals("rolling", second.hear(Frame.Draining.class).reason());
            first.send(ScriptedLink.call(3, "GET /0/echo"));
            Frame.Failure refused = first.hear(Frame.Failure.class);
            assertEquals(ErrorCode.BUSY, refused.code());
            assertTrue(Objects.requireNonNull(refused.load()).draining());
        }
    }
}
