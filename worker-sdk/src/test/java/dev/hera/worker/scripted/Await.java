package dev.hera.worker.scripted;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a fact, with a deadline.
public final class Await {
    private Await() {}

    /// Returns when the fact holds; fails after ten seconds.
    public static void until(String fact, BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 30 s: " + fact);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
