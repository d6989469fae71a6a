package dev.hera.broker.route.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What failures lead to, and when they are forgotten.
class HealthTest {
    private static final long SECOND = 1_000_000_000L;

    private static Health failing(Health health, int times, long now) {
        Health h = health;
        for (int i = 0; i < times; i++) {
            h = h.failed(Fault.INTERNAL, now);
        }
        return h;
    }

    @Test
    void threeInARowFailAndASuccessBreaksTheRow() {
        assertFalse(failing(Health.GOOD, 2, 0).isFailing(0));
        assertTrue(failing(Health.GOOD, 3, 0).isFailing(0));
        assertFalse(failing(failing(Health.GOOD, 2, 0).succeeded(0), 2, 0).isFailing(0));
    }

    @Test
    void ejectionsDoubleFromTwoToSixtyFourSeconds() {
        Health h = failing(Health.GOOD, 3, 0);
        long now = 0;
        for (long pause : new long[] {2, 4, 8, 16, 32, 64, 64}) {
            h = h.ejected(now);
            assertTrue(h.isEjected(now + pause * SECOND - 1));
            now += pause * SECOND;
            assertFalse(h.isEjected(now));
            assertTrue(h.isHalfOpen(now));
            h = failing(h, 1, now);
            assertTrue(h.isFailing(now));
        }
    }

    @Test
    void longAgoIsForgotten() {
        Health h = failing(Health.GOOD, 3, 0).ejected(0);
        long later = 100 * SECOND;
        assertEquals(2 * SECOND, failing(h, 3, later).ejected(later).ejectedUntil() - later);
        for (int i = 0; i < 100; i++) {
            h = h.succeeded(later);
        }
        assertTrue(h.isSpotless());
    }

    @Test
    void errorsMakeDrawsUnlikelyAndFade() {
        Health h = failing(Health.GOOD, 3, 0);
        assertTrue(h.acceptance(0) < 0.05);
        assertTrue(h.acceptance(60 * SECOND) > 0.95);
        assertEquals(1, Health.GOOD.acceptance(0));
    }
}
