package dev.hera.broker.link.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Vitals;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.OptionalLong;

/// How much a worker may do, to the last one allowed.
class LimitsTest {
    private static final long SECOND = 1_000_000_000L;

    private static Vitals vitals(long seq) {
        return new Vitals(seq, 1, Vitals.State.READY, 0, 0, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void theOneOverTheLimitIsAStrikeTooManyAndANewWindowForgives() {
        Strikes strikes = new Strikes(3, Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            assertFalse(strikes.strike(5 + i));
        }
        assertTrue(strikes.strike(9));
        assertFalse(strikes.strike(5 + SECOND));
    }

    @Test
    void handshakesAreLimitedAtOnceAndInASecond() {
        Admission admission = new Admission(2, 3);
        assertTrue(admission.begins(0));
        assertTrue(admission.begins(1));
        assertFalse(admission.begins(2), "a third at once");
        admission.ended();
        assertTrue(admission.begins(3));
        admission.ended();
        assertFalse(admission.begins(4), "a fourth in a second");
        assertTrue(admission.begins(SECOND + 1));
    }

    @Test
    void olderReportsAndTheSixthInASecondChangeNothing() {
        VitalsGate gate = new VitalsGate(0);
        assertTrue(gate.accepts(vitals(5), 0));
        assertFalse(gate.accepts(vitals(5), 1), "the same again");
        assertFalse(gate.accepts(vitals(4), 2), "an older one");
        assertTrue(gate.accepts(vitals(6), 3));
        assertTrue(gate.accepts(vitals(7), 4));
        assertFalse(gate.accepts(vitals(8), 5), "the sixth in a second");
        assertTrue(gate.accepts(vitals(8), SECOND));
    }

    @Test
    void anAnswerToAnAskMeasuresTheWayAndEndsTheSilence() {
        VitalsGate gate = new VitalsGate(0);
        gate.asked(1, 10);
        gate.asked(2, 20);
        assertTrue(gate.isAsked(1));
        assertEquals(100, gate.silence(100));
        assertEquals(OptionalLong.of(80), gate.answered(2, 100));
        assertEquals(0, gate.silence(100));
        assertFalse(gate.isAsked(1), "an older ask is over with a newer answer");
        assertEquals(OptionalLong.empty(), gate.answered(2, 110));
    }
}
