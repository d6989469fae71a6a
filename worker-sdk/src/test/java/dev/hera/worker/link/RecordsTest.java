package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.id.BrokerMark;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.Troupe;

import org.junit.jupiter.api.Test;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A worker closes records where they are.
class RecordsTest {
    private static UUID madeBy(String broker) {
        return new UUID(0x0199_e4c1_0000_7000L | BrokerMark.of(broker), Long.MIN_VALUE | 5);
    }

    private static CompletableFuture<Void> settling(Troupe worker, UUID call, SettleAs how) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        new Records(worker.keeper()).settle(call, how, "done by hand");
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void theBrokerThatMadeTheCallIsAskedAndNoOther() throws Exception {
        try (ScriptedBroker one = ScriptedBroker.polite("b1");
                ScriptedBroker two = ScriptedBroker.polite("b2");
                Troupe worker = Troupe.obliging().meets(one, two)) {
            for (ScriptedBroker maker : new ScriptedBroker[] {one, two}) {
                UUID call = madeBy(maker.node().id());
                var done = settling(worker, call, SettleAs.PROCESSED);
                ScriptedLink link = maker.link();
                Frame.Settle asked = link.hear(Frame.Settle.class);
                assertEquals(call, asked.uuid());
                assertEquals("processed", asked.action());
                assertEquals("done by hand", asked.note());
                link.send(new Frame.Acknowledged(asked.id()));
                done.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aRefusalSaysWhetherAnotherTryIsOfUse() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            ScriptedLink link = broker.link();
            assertFalse(refused(link, worker, ErrorCode.FORBIDDEN).isWorthAnotherTry());
            assertTrue(refused(link, worker, ErrorCode.BUSY).isWorthAnotherTry());
        }
    }

    private static NotSettled refused(ScriptedLink link, Troupe worker, int code) throws Exception {
        var done = settling(worker, madeBy("b1"), SettleAs.DELETE);
        Frame.Settle asked = link.hear(Frame.Settle.class);
        link.send(new Frame.Failure(asked.id(), code, "no", null));
        Throwable why =
                assertThrows(Exception.class, () -> done.get(10, TimeUnit.SECONDS)).getCause();
        return assertInstanceOf(NotSettled.class, why);
    }

    @Test
    void withoutALinkToThatBrokerNobodyElseIsAsked() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.polite("b1");
                Troupe worker = Troupe.obliging().meets(broker)) {
            NotSettled why =
                    assertThrows(
                            NotSettled.class,
                            () ->
                                    new Records(worker.keeper())
                                            .settle(madeBy("b2"), SettleAs.PROCESSED, ""));
            assertTrue(why.isWorthAnotherTry());
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new Records(worker.keeper())
                                    .settle(madeBy("b1"), SettleAs.PROCESSED, "x".repeat(501)));
        }
    }
}
