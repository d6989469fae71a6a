package dev.hera.broker.access.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class FailedTriesTest {
    private long now;
    private final FailedTries tries = new FailedTries(() -> now);

    private void fail(String source, int times) {
        for (int i = 0; i < times; i++) {
            tries.failed(source);
        }
    }

    @Test
    void tenTriesAreAnsweredTheEleventhIsTurnedAway() {
        fail("a", FailedTries.ALLOWED - 1);
        assertEquals(Duration.ZERO, tries.turnedAway("a"));
        fail("a", 1);
        assertEquals(Duration.ofMinutes(1), tries.turnedAway("a"));
        assertEquals(Duration.ZERO, tries.turnedAway("b"), "another source pays for it");
    }

    @Test
    void aMinuteLaterItMayTryAgain() {
        fail("a", 50);
        now += Duration.ofSeconds(59).toNanos();
        assertEquals(Duration.ofSeconds(1), tries.turnedAway("a"));
        now += Duration.ofSeconds(1).toNanos();
        assertEquals(Duration.ZERO, tries.turnedAway("a"));
        fail("a", 9);
        assertEquals(Duration.ZERO, tries.turnedAway("a"), "old failures count again");
    }

    @Test
    void aMillionSourcesTakeNoMoreMemoryThanTenThousand() {
        fail("first", 20);
        for (int i = 0; i < 1_000_000; i++) {
            tries.failed("source " + i);
        }
        assertEquals(FailedTries.SOURCES, tries.sources());
        assertEquals(Duration.ZERO, tries.turnedAway("first"), "void: nobody was forgotten");
    }

    @Test
    void whereNobodyFailsNobodyIsLookedUp() {
        assertTrue(tries.isQuiet());
        fail("a", 1);
        assertFalse(tries.isQuiet());
        now += Duration.ofMinutes(2).toNanos();
        assertEquals(Duration.ZERO, tries.turnedAway("a"));
        assertTrue(tries.isQuiet());
    }
}
