package dev.hera.broker.journal.keys;

import dev.hera.broker.call.Deadline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One call's word that it is looking at a key now; whoever comes meanwhile waits for it.
///
/// Held from the look at the table until the key can be read from it, or the call turned out not to
/// be the first. For one look: released once, it is of no more use.
final class Claim {
    private final KeyRow row;
    private final CountDownLatch released = new CountDownLatch(1);

    Claim(KeyRow row) {
        this.row = row;
    }

    KeyRow row() {
        return row;
    }

    /// The call that holds it is on record, or does not need it any more.
    void release() {
        released.countDown();
    }

    /// Waits for that, at most until the deadline.
    void awaitReleased(Deadline deadline) {
        try {
            long left = deadline.left(System.nanoTime()).toNanos();
            var _ = released.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
