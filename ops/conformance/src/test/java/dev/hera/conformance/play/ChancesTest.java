package dev.hera.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChancesTest {
    private final Chances chances = new Chances();
    private int played;

    /// Fails so many times, and passes from then on.
    private Result failing(int times) {
        played++;
        return new Result("a check", played <= times ? "fault " + played : "", 1);
    }

    @Test
    void whatPassesIsPlayedOnce() throws InterruptedException {
        Result result = chances.play(() -> failing(0));
        assertTrue(result.passed());
        assertFalse(result.passedAgain());
        assertEquals(1, played);
    }

    @Test
    void whatFailsOncePassesAndTellsWhy() throws InterruptedException {
        Result result = chances.play(() -> failing(1));
        assertTrue(result.passedAgain());
        assertEquals("fault 1", result.before());
    }

    @Test
    void whatFailsTwiceFails() throws InterruptedException {
        Result result = chances.play(() -> failing(2));
        assertEquals("fault 2", result.fault());
        assertEquals("fault 1", result.before());
        assertEquals(2, played);
    }

    @Test
    void manyFaultsAreNoAccident() throws InterruptedException {
        for (int i = 0; i < Chances.MOST; i++) {
            Result _ = chances.play(() -> failing(1_000));
        }
        played = 0;
        assertFalse(chances.play(() -> failing(1)).passed());
        assertEquals(1, played);
    }
}
