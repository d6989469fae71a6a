package dev.hera.broker.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Calls are due at even times whatever the thread that sends them does.
class BeatTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aThreadThatComesLateDoesNotLowerTheRate() {
        Beat beat = new Beat(200);
        Random random = new Random(6);
        long now = 17;
        int sent = 0;
        while (now < 60 * SECOND) {
            long wait = beat.untilDue(now);
            if (wait == 0) {
                beat.sent(now);
                sent++;
            } else {
                now += wait + random.nextInt(20_000_000);
            }
        }
        assertEquals(60 * 200, sent, 0.02 * 60 * 200);
    }

    @Test
    void aPauseIsNotCaughtUpWith() {
        Beat beat = new Beat(10);
        assertEquals(0, beat.untilDue(0));
        beat.sent(0);
        beat.rest();
        assertEquals(0, beat.untilDue(30 * SECOND));
        beat.sent(30 * SECOND);
        assertEquals(SECOND / 10, beat.untilDue(30 * SECOND));
    }

    @Test
    void aLongDelayIsCaughtUpWithForASecondOnly() {
        Beat beat = new Beat(10);
        assertEquals(0, beat.untilDue(0));
        beat.sent(0);
        int burst = 0;
        while (beat.untilDue(30 * SECOND) == 0) {
            beat.sent(30 * SECOND);
            burst++;
        }
        assertEquals(11, burst, 1);
    }

    @Test
    void withoutARateEverythingIsDue() {
        Beat beat = new Beat(0);
        for (int i = 0; i < 5; i++) {
            assertEquals(0, beat.untilDue(i));
            beat.sent(i);
        }
    }
}
