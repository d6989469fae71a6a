package dev.hera.broker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Nobody is held up by those who are asked.
class LookoutTest {
    private static final long PATIENCE = 60_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Lookout<String, String> lookout = new Lookout<>(now::get, "nothing");

    private String look() {
        return lookout.said("q", () -> "answer " + asked.incrementAndGet());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void until(String wanted) {
        long end = System.nanoTime() + PATIENCE;
        while (!look().equals(wanted)) {
            assertTrue(System.nanoTime() - end < 0, "never: " + wanted);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void theFirstWhoAsksWaitsOthersGetWhatIsKnown() {
        assertEquals("answer 1", look());
        pass(Duration.ofMillis(900));
        assertEquals("answer 1", look());
        assertEquals(1, asked.get());
    }

    @Test
    void whatIsOldIsAskedAnewBehindTheBack() {
        look();
        pass(Duration.ofSeconds(2));
        assertEquals("answer 1", look());
        until("answer 2");
        assertEquals(2, asked.get());
    }

    @Test
    void whoNeverAnswersHoldsUpNobodyForLong() {
        CountDownLatch never = new CountDownLatch(1);
        String said =
                lookout.said(
                        "q",
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            return "late";
                        });
        assertEquals("nothing", said);
        never.countDown();
        until("late");
    }

    @Test
    void whoFailsIsAskedAgain() {
        assertEquals(
                "nothing",
                lookout.said(
                        "q",
                        () -> {
                            throw new IllegalStateException("no");
                        }));
        until("answer 1");
    }
}
