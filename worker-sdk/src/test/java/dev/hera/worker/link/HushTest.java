package dev.hera.worker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

class HushTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Hush hush = new Hush(now::get);

    @Test
    void oneLineInTenSecondsTellsHowManyWereHeldBack() {
        assertEquals(Optional.of("down"), hush.say("down"));
        assertEquals(Optional.empty(), hush.say("down"));
        now.addAndGet(Duration.ofMillis(9_999).toNanos());
        assertEquals(Optional.empty(), hush.say("down"));
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertEquals(Optional.of("down (2 lines like this held back)"), hush.say("down"));
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertEquals(Optional.of("up"), hush.say("up"));
    }
}
