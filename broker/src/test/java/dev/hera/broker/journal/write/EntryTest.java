package dev.hera.broker.journal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waiting for an entry, which no timer of the waiting thread ends.
class EntryTest {
    private final Waits waits = new Waits();

    @AfterEach
    void stop() {
        waits.close();
    }

    private Entry handed() {
        Entry entry = new Entry(_ -> {}, 1);
        entry.handed(waits);
        return entry;
    }

    private static Deadline in(Duration time) {
        return Deadline.after(time, System.nanoTime());
    }

    /// What a virtual thread hears that waits already when this returns, unless its time is over.
    private static CompletableFuture<Boolean> awaited(Entry entry, Deadline deadline) {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        Thread waiter = Thread.startVirtualThread(() -> heard.complete(entry.awaitKept(deadline)));
        while (waiter.getState() != Thread.State.WAITING && waiter.isAlive()) {
            Thread.onSpinWait();
        }
        return heard;
    }

    @Test
    void whoWaitsHearsThatItIsKept() throws Exception {
        Entry entry = handed();
        CompletableFuture<Boolean> heard = awaited(entry, in(Duration.ofMinutes(1)));
        assertFalse(heard.isDone());
        entry.kept();
        assertTrue(heard.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whoWaitsTooLongGivesUp() throws Exception {
        long began = System.nanoTime();
        CompletableFuture<Boolean> heard = awaited(handed(), in(Duration.ofMillis(100)));
        assertFalse(heard.get(10, TimeUnit.SECONDS));
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(waited.compareTo(Duration.ofMillis(100)) >= 0, "gave up after " + waited);
        assertTrue(waited.compareTo(Duration.ofSeconds(2)) < 0, "gave up after " + waited);
    }

    @Test
    void whoIsInterruptedGivesUpAndStaysInterrupted() throws Exception {
        Entry entry = handed();
        CompletableFuture<String> heard = new CompletableFuture<>();
        Thread waiter =
                Thread.startVirtualThread(
                        () -> {
                            boolean kept = entry.awaitKept(in(Duration.ofMinutes(1)));
                            boolean still = Thread.currentThread().isInterrupted();
                            heard.complete(kept + " " + still);
                        });
        waiter.interrupt();
        assertEquals("false true", heard.get(10, TimeUnit.SECONDS));
    }

    @Test
    void nobodyWaitsForAWriterThatIsGone() throws Exception {
        CompletableFuture<Boolean> heard = awaited(handed(), in(Duration.ofMinutes(1)));
        assertFalse(heard.isDone());
        waits.close();
        assertFalse(heard.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatWasNeverHandedOverIsNotAwaited() {
        Entry entry = new Entry(_ -> {}, 1);
        assertThrows(NullPointerException.class, () -> entry.awaitKept(in(Duration.ofMillis(1))));
    }

    @Test
    void manyWaitAndEachHearsItsOwnEnd() throws Exception {
        Entry kept = handed();
        Entry lost = handed();
        CompletableFuture<Boolean> first = awaited(kept, in(Duration.ofMinutes(1)));
        CompletableFuture<Boolean> second = awaited(lost, in(Duration.ofMinutes(1)));
        CompletableFuture<Boolean> third = awaited(handed(), in(Duration.ofMillis(30)));
        assertFalse(third.get(10, TimeUnit.SECONDS));
        lost.lost();
        assertFalse(second.get(10, TimeUnit.SECONDS));
        kept.kept();
        assertTrue(first.get(10, TimeUnit.SECONDS));
    }
}
