package dev.hera.worker.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Vitals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class PulseTest {
    private static final long MS = 1_000_000;
    private final AtomicLong now = new AtomicLong();
    private final Workload load = new Workload(2, now::get);
    private final List<Vitals> told = new ArrayList<>();
    private final Pulse pulse = new Pulse(this::vitals, load, now::get);
    private double cpu;
    private double memory;
    private long seq;

    private Vitals vitals(Vitals.State state, int inFlight, double mean) {
        return new Vitals(++seq, 1, state, cpu, 0, 0, 0, memory, inFlight, mean, 0);
    }

    private int look() {
        now.addAndGet(500 * MS);
        pulse.look(told::add);
        return told.size();
    }

    @Test
    void everyThresholdSpeaksOnceUpAndOnceDown() {
        assertEquals(0, look());
        double[] path = {0.79, 0.80, 0.85, 0.91, 0.97, 0.5};
        int[] expected = {0, 1, 1, 2, 3, 4};
        for (int i = 0; i < path.length; i++) {
            memory = path[i];
            assertEquals(expected[i], look(), "at memory " + path[i]);
        }
        cpu = 0.95;
        assertEquals(5, look());
        assertEquals(5, look());
        cpu = 0.5;
        assertEquals(6, look());
    }

    @Test
    void drainSpeaksAtOnce() {
        assertEquals(0, look());
        load.drain();
        assertEquals(Vitals.State.DRAINING, pulse.report().state());
        assertEquals(1, look());
    }

    @Test
    void tenBrokersThatAskTogetherShareOneReading() {
        Vitals first = pulse.report();
        for (int i = 0; i < 10; i++) {
            now.addAndGet(20 * MS);
            assertSame(first, pulse.report());
        }
        now.addAndGet(51 * MS);
        assertEquals(2, pulse.report().seq());
    }

    @Test
    void shortMemoryRidesOnAnswersFromNinetyPercent() {
        memory = 0.89;
        look();
        assertEquals(false, load.isShortOfMemory());
        memory = 0.90;
        look();
        assertTrue(load.isShortOfMemory());
    }
}
