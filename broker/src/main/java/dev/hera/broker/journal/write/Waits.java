package dev.hera.broker.journal.write;

import dev.hera.broker.call.Deadline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Ends waits for the disk whose time is over.
///
/// One thread looks for all of them. Were each caller to set a time to its own park, the timer's
/// thread would be woken once or twice a call: 5 to 8 microseconds of CPU, measured.
final class Waits implements AutoCloseable {
    /// Nanoseconds between two looks; nobody waits longer over his time than this.
    private static final long LOOK_EVERY = 20_000_000;

    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closing;

    /// One thread that waits; any thread may wake it.
    static final class Wait {
        private final Thread thread = Thread.currentThread();
        private final Deadline deadline;
        private volatile boolean over;

        private Wait(Deadline deadline) {
            this.deadline = deadline;
        }

        /// Whether it should give up; the waiting thread alone.
        boolean isOver() {
            return over || thread.isInterrupted() || isLate();
        }

        private boolean isLate() {
            return deadline.passed(System.nanoTime());
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        private void end() {
            over = true;
            wake();
        }
    }

    Waits() {
        thread = Thread.ofPlatform().daemon().name("journal-waits").start(this::look);
    }

    /// The current thread is about to park.
    Wait begin(Deadline deadline) {
        Wait wait = new Wait(deadline);
        waiting.add(wait);
        return wait;
    }

    void end(Wait wait) {
        waiting.remove(wait);
    }

    private void look() {
        while (!closing) {
            LockSupport.parkNanos(this, LOOK_EVERY);
            for (Wait wait : waiting) {
                if (wait.isLate()) {
                    wait.wake();
                }
            }
        }
    }

    /// Ends every wait, and stops looking; nothing more must begin to wait.
    @Override
    public void close() {
        closing = true;
        waiting.forEach(Wait::end);
        LockSupport.unpark(thread);
    }
}
