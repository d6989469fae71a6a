package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.worker.talk.LinkTimings;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

class BackoffTest {
    /// Always as much as allowed.
    private static final RandomGenerator GREATEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return Long.MAX_VALUE;
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    private static long seconds10(Duration pause) {
        return Math.round(pause.toNanos() / 1e8);
    }

    @Test
    void ceilingDoublesFromHalfASecondToThirty() {
        Backoff backoff = new Backoff(LinkTimings.USUAL, GREATEST);
        long[] expected = {5, 10, 20, 40, 80, 160, 300, 300};
        for (long tenths : expected) {
            assertEquals(tenths, seconds10(backoff.failed(Duration.ZERO)));
        }
    }

    @Test
    void thousandFailuresStayAtTheCap() {
        Backoff backoff = new Backoff(LinkTimings.USUAL, GREATEST);
        for (int i = 0; i < 1000; i++) {
            assertTrue(backoff.failed(Duration.ZERO).toSeconds() <= 30);
        }
        assertEquals(300, seconds10(backoff.failed(Duration.ZERO)));
    }

    @Test
    void pausesAreSpreadEvenlyOverTheWholeRange() {
        long seed = 20261121;
        Random random = new Random(seed);
        LongSummaryStatistics firsts =
                LongStream.range(0, 2000)
                        .map(
                                i ->
                                        new Backoff(LinkTimings.USUAL, random)
                                                .failed(Duration.ZERO)
                                                .toMillis())
                        .summaryStatistics();
        assertTrue(firsts.getMin() < 10 && firsts.getMax() >= 490, "seed " + seed + ' ' + firsts);
        assertEquals(250, firsts.getAverage(), 15, "seed " + seed);
    }

    @Test
    void onlyAStableLinkMakesThePausesSmallAgain() {
        Backoff backoff = new Backoff(LinkTimings.USUAL, GREATEST);
        for (int i = 0; i < 4; i++) {
            backoff.failed(Duration.ZERO);
        }
        backoff.lasted(Duration.ofSeconds(59));
        assertEquals(80, seconds10(backoff.failed(Duration.ZERO)));
        backoff.lasted(Duration.ofSeconds(60));
        assertEquals(5, seconds10(backoff.failed(Duration.ZERO)));
    }

    @Test
    void refusedWorkerTriesAtTheCap() {
        Backoff backoff = new Backoff(LinkTimings.USUAL, new Random(3));
        for (int i = 0; i < 100; i++) {
            long seconds = backoff.refused().toSeconds();
            assertTrue(seconds >= 15 && seconds <= 30, "pause of " + seconds + " s");
        }
    }

    @Test
    void brokersWishIsTheLeast() {
        Backoff backoff = new Backoff(LinkTimings.USUAL, new Random(3));
        for (int i = 0; i < 100; i++) {
            long millis = backoff.failed(Duration.ofSeconds(4)).toMillis();
            assertTrue(millis >= 4000 && millis <= 6000, "pause of " + millis + " ms");
        }
    }
}
