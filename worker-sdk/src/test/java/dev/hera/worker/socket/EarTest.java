package dev.hera.worker.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a listening thread hears, and when.
@Timeout(20)
class EarTest {
    private final Ear ear = new Ear(1 << 20);

    @Test
    void silenceIsHeardAgainAndAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Received.Silence.class, ear.next(Duration.ofMillis(20)));
        }
    }

    @Test
    void silenceIsNotHeardTooSoonAtFirst() throws Exception {
        long began = System.nanoTime();
        assertInstanceOf(Received.Silence.class, ear.next(Duration.ofMillis(100)));
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(waited.toMillis() >= 99, "silence after " + waited);
    }

    @Test
    void aShorterWaitEndsBeforeALongerOneThatWasCutShort() throws Exception {
        ear.nudge();
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(ear::nudge);
        assertInstanceOf(Received.Silence.class, ear.next(Duration.ofMinutes(1)));
        assertInstanceOf(Received.Silence.class, ear.next(Duration.ofMinutes(1)));
        long began = System.nanoTime();
        assertInstanceOf(Received.Silence.class, ear.next(Duration.ofMillis(50)));
        assertTrue(System.nanoTime() - began < 10_000_000_000L, "the minute was waited for");
    }

    @Test
    void theEndIsHeardWheneverSomebodyListens() throws Exception {
        ear.end(1000, "bye");
        for (int i = 0; i < 3; i++) {
            Received heard = ear.next(Duration.ofMillis(20));
            assertEquals("closed with 1000: bye", heard.toString());
        }
    }
}
