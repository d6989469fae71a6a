package dev.hera.broker.route.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// From signals to weights, and from weights to draws.
class OddsTest {
    private static final int DRAWS = 200_000;

    @Test
    void drawsFollowTheWeights() {
        Random dice = new Random(9);
        for (int n = 1; n <= 12; n++) {
            Odds odds = DecisionTest.odds(n, dice);
            int[] drawn = new int[n];
            for (int i = 0; i < DRAWS && odds.eligible() > 0; i++) {
                drawn[odds.sample(dice)]++;
            }
            for (int place = 0; place < n; place++) {
                assertEquals(odds.chance(place), drawn[place] / (double) DRAWS, 0.006);
                assertTrue(odds.at(place).weight() > 0 || drawn[place] == 0);
            }
        }
    }

    @Test
    void moreThanHalfOutOfMemoryIsPanic() {
        assertEquals(4, memory(0.99, 0.99, 0.99, 0.2).eligible());
        assertTrue(memory(0.99, 0.99, 0.99, 0.2).isPanic());
        assertEquals(2, memory(0.99, 0.99, 0.2, 0.2).eligible());
    }

    @Test
    void growingMemoryIsVetoedBeforeItIsFull() {
        assertEquals(0, weigh(signals(0.9, 0.05, 0.1), signals(0.2, 0, 0.1)).at(0).weight());
    }

    @Test
    void cpuCountsAgainstTheFleetNotAgainstAll() {
        Odds busy = weigh(signals(0.2, 0, 0.9), signals(0.2, 0, 0.9));
        assertEquals(1, busy.at(0).cpu());
        Odds uneven = weigh(signals(0.2, 0, 0.9), signals(0.2, 0, 0.1));
        assertEquals(0.3, uneven.at(0).cpu(), 0.01);
    }

    @Test
    void wordOfAWorkerThatDrawsFarTooManyCallsIsNotTaken() {
        List<Signals> signals =
                List.of(share("liar", 0.7), share("a", 0.15), share("b", 0.15), share("c", -1));
        Odds odds = new Weighing(1).weigh(1, 0, signals, 1e7);
        assertEquals(0, odds.at(0).trust());
        assertEquals(1, odds.at(1).trust());
        assertEquals(1, odds.at(3).trust());
    }

    private static Odds memory(double... use) {
        return weigh(
                IntStream.range(0, use.length)
                        .mapToObj(i -> signals(use[i], 0, 0.2))
                        .toArray(Signals[]::new));
    }

    private static Odds weigh(Signals... signals) {
        return new Weighing(5_000_000_000L).weigh(1, 0, List.of(signals), 1e7);
    }

    private static Signals signals(double memory, double slope, double cpu) {
        return new Signals(
                "w", 2, 1L << 40, 1, 0, cpu, memory, slope, 1_000_000_000L, 0, -1, 1, Skip.NONE);
    }

    private static Signals share(String worker, double share) {
        return new Signals(worker, 2, 1L << 40, 0.1, 0, 0, 0, 0, 0, 0, share, 1, Skip.NONE);
    }
}
