package dev.hera.worker.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class WorkloadTest {
    private final AtomicLong now = new AtomicLong(1_000);
    private final Workload load = new Workload(2, now::get);

    @Test
    void twiceTheSlotsRunAndOneMoreOnlyByForce() {
        for (int i = 0; i < 4; i++) {
            assertTrue(load.tryEnter());
        }
        assertFalse(load.tryEnter());
        assertTrue(load.isBusy());
        assertTrue(load.tryForce());
        assertEquals(5, load.inFlight());
        assertEquals(4, load.leave());
        assertFalse(load.tryEnter());
        assertEquals(3, load.leave());
        assertTrue(load.tryEnter());
    }

    @Test
    void meanIsOverTheTimeSinceItWasAsked() {
        now.addAndGet(100);
        load.tryEnter();
        now.addAndGet(100);
        load.tryEnter();
        now.addAndGet(200);
        assertEquals((0 * 100 + 1 * 100 + 2 * 200) / 400.0, load.meanSinceLast());
        now.addAndGet(50);
        assertEquals(2.0, load.meanSinceLast());
        assertEquals(2.0, load.meanSinceLast());
    }

    @Test
    void idleIsWaitedForAndNotForEver() throws Exception {
        assertTrue(load.awaitIdle(Duration.ZERO));
        load.tryEnter();
        assertFalse(load.awaitIdle(Duration.ofMillis(10)));
        Thread other = Thread.ofVirtual().start(load::leave);
        assertTrue(load.awaitIdle(Duration.ofSeconds(10)));
        other.join();
    }

    @Test
    void evenForceEndsSomewhere() {
        for (int i = 0; i < 200; i++) {
            assertTrue(load.tryForce());
        }
        assertFalse(load.tryForce());
    }

    @Test
    void slotsAreAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> new Workload(0, now::get));
    }
}
