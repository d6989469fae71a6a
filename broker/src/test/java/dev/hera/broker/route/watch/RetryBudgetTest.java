package dev.hera.broker.route.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// One call in five, ten a second, and a little saved up.
class RetryBudgetTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final RetryBudget budget = new RetryBudget(clock::get);

    @Test
    void savingsAreTwoHundred() {
        clock.addAndGet(3_600_000_000_000L);
        assertEquals(200, budget.left());
        assertEquals(200, spend());
        assertEquals(0, budget.left());
    }

    @Test
    void tenASecondComeBack() {
        spend();
        clock.addAndGet(3_000_000_000L);
        assertEquals(30, spend());
    }

    @Test
    void oneCallInFiveEarnsOne() {
        spend();
        IntStream.range(0, 1_000).forEach(_ -> budget.called());
        assertEquals(200, spend());
        IntStream.range(0, 50).forEach(_ -> budget.called());
        assertEquals(10, spend());
        IntStream.range(0, 4).forEach(_ -> budget.called());
        assertFalse(budget.take());
    }

    @Test
    void itIsLowBeforeItIsGone() {
        assertFalse(budget.isLow());
        while (!budget.isLow()) {
            assertTrue(budget.take());
        }
        assertEquals(19, spend());
    }

    @Test
    void manyThreadsSpendNoMoreThanThereIs() throws InterruptedException {
        AtomicInteger spent = new AtomicInteger();
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(_ -> Thread.ofPlatform().start(() -> spent.addAndGet(spend())))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(200, spent.get());
    }

    private int spend() {
        int spent = 0;
        while (budget.take()) {
            spent++;
        }
        return spent;
    }
}
