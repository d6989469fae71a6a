package dev.hera.worker.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

class OutboxTest {
    private static Outbox outbox(int messages, int bytes) {
        return new Outbox(new Outbox.Limits(messages, bytes), 1000);
    }

    private static boolean put(Outbox outbox, String message) throws InterruptedException {
        return outbox.put(message.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    private static String take(Outbox outbox) throws InterruptedException {
        return new String(Objects.requireNonNull(outbox.take()), StandardCharsets.UTF_8);
    }

    @Test
    void whatWaitsLeavesAsOneBatchAndOneAloneAsItIs() throws Exception {
        Outbox outbox = outbox(10, 100);
        outbox.agree(1000, 3);
        put(outbox, "{1}");
        assertEquals("{1}", take(outbox));
        for (int i = 1; i <= 4; i++) {
            put(outbox, "{" + i + "}");
        }
        assertEquals("[{1},{2},{3}]", take(outbox));
        assertEquals("{4}", take(outbox));
    }

    @Test
    void batchNeverOutgrowsTheFrame() throws Exception {
        Outbox outbox = outbox(10, 100);
        outbox.agree(9, 10);
        for (int i = 1; i <= 3; i++) {
            put(outbox, "{" + i + "}");
        }
        assertEquals("[{1},{2}]", take(outbox));
        assertEquals("{3}", take(outbox));
        outbox.agree(8, 10);
        put(outbox, "{1}");
        put(outbox, "{2}");
        assertEquals("{1}", take(outbox));
    }

    @Test
    void nothingIsBatchedBeforeTheBrokerSaidHowMuch() throws Exception {
        Outbox outbox = outbox(10, 100);
        put(outbox, "{1}");
        put(outbox, "{2}");
        assertEquals("{1}", take(outbox));
    }

    @Test
    void fullByCountOrBytesRefuses() throws Exception {
        Outbox count = outbox(2, 100);
        assertTrue(put(count, "a") && put(count, "b"));
        assertFalse(put(count, "c"));
        Outbox bytes = outbox(10, 5);
        assertTrue(put(bytes, "abcdefgh"), "one alone is taken, however large");
        assertFalse(put(bytes, "c"));
        take(bytes);
        assertTrue(put(bytes, "abc"));
        assertFalse(put(bytes, "def"));
        assertTrue(put(bytes, "de"));
    }

    @Test
    void putterWaitsForRoom() throws Exception {
        Outbox outbox = outbox(1, 100);
        put(outbox, "a");
        AtomicBoolean taken = new AtomicBoolean();
        Thread putter =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        taken.set(outbox.put(new byte[1], Duration.ofSeconds(10)));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertEquals("a", take(outbox));
        putter.join();
        assertTrue(taken.get());
    }

    @Test
    void closedTakesNothingButGivesWhatWaits() throws Exception {
        Outbox outbox = outbox(10, 100);
        put(outbox, "a");
        outbox.close();
        assertFalse(put(outbox, "b"));
        assertEquals("a", take(outbox));
        assertNull(outbox.take());
    }
}
