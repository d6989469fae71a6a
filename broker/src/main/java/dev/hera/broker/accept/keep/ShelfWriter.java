package dev.hera.broker.accept.keep;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one thread that writes a shelf: whatever waits goes into one batch with one sync.
///
/// A full disk fails what waits, and it tries again a second later. Any other fault is for good: a
/// failed sync is never tried again, so nothing more is kept until a new start has read the log.
final class ShelfWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShelfWriter.class);
    private static final int WAITING = 4096;
    private static final int TOGETHER = 1024;
    private static final long BATCH_BYTES = 4 << 20;
    private static final Duration TURN_AWAY = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final JournalStore store;
    private final Consumer<JournalFault> failed;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
    private final ReentrantLock entrance = new ReentrantLock();
    private final Batch batch = new Batch();
    private final Thread thread;
    private long next;
    private volatile boolean closing;
    private volatile String ailment = "";
    private long fullSince;

    /// One change.
    ///
    /// @param operations what is written
    /// @param kept runs when it is on disk; quick
    record Change(Consumer<Batch> operations, Runnable kept) {}

    /// Owned by the writer until its latch opens; then `kept` is read by who waits.
    private static final class Waiting {
        private final Change change;
        private final CountDownLatch over = new CountDownLatch(1);
        private boolean kept;

        private Waiting(Change change) {
            this.change = change;
        }
    }

    ShelfWriter(JournalStore store, Consumer<JournalFault> failed) {
        this.store = store;
        this.failed = failed;
        this.next = store.recovered().next();
        this.thread = Thread.ofPlatform().name("accepted-writer").start(this::run);
    }

    /// Waits until the change is on disk; false when it is not and never will be.
    ///
    /// @param made made at the entrance, one at a time: what is made first is written first
    boolean write(Supplier<Change> made) {
        Waiting waiting = enter(made);
        if (waiting == null) {
            return false;
        }
        try {
            waiting.over.await();
            return waiting.kept;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable Waiting enter(Supplier<Change> made) {
        entrance.lock();
        try {
            if (closing || !ailment.isEmpty()) {
                return null;
            }
            Waiting waiting = new Waiting(made.get());
            boolean taken = queue.offer(waiting, TURN_AWAY.toMillis(), TimeUnit.MILLISECONDS);
            return taken ? waiting : null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            entrance.unlock();
        }
    }

    List<String> ailments() {
        return ailment.isEmpty() ? List.of() : List.of(ailment);
    }

    private void run() {
        List<Waiting> together = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    together.clear();
                    together.add(first);
                    queue.drainTo(together, TOGETHER - 1);
                    write(together);
                }
            } catch (InterruptedException _) {
                LOG.debug("asked to end by an interrupt; closing ends it");
            }
        }
    }

    private void write(List<Waiting> together) {
        int from = 0;
        while (from < together.size()) {
            batch.begin(next, Instant.now());
            int to = from;
            while (to < together.size() && batch.size() < BATCH_BYTES) {
                together.get(to++).change.operations().accept(batch);
            }
            writeOne(together.subList(from, to));
            from = to;
        }
    }

    private boolean mayWrite() {
        boolean pausing = fullSince != 0 && System.nanoTime() - fullSince < TRY_AGAIN.toNanos();
        return ailment.isEmpty() && !pausing;
    }

    private void writeOne(List<Waiting> some) {
        try {
            if (mayWrite()) {
                append(some);
            }
        } catch (JournalFault fault) {
            failed(fault);
        } finally {
            some.forEach(waiting -> waiting.over.countDown());
        }
    }

    private void append(List<Waiting> some) {
        if (fullSince != 0) {
            store.revive();
            next = store.recovered().next();
            batch.begin(next, Instant.now());
            some.forEach(waiting -> waiting.change.operations().accept(batch));
        }
        store.append(batch, () -> {});
        next += batch.count();
        fullSince = 0;
        for (Waiting waiting : some) {
            waiting.kept = true;
            waiting.change.kept().run();
        }
    }

    private void failed(JournalFault fault) {
        if (fault.kind() == Kind.FULL) {
            fullSince = Math.max(1, System.nanoTime());
            LOG.warn("no room for accepted calls: {}", fault.getMessage());
        } else {
            ailment = "accepted calls cannot be kept: " + fault.getMessage();
            LOG.error("{}; restart the broker when the disk is well", ailment, fault);
            failed.accept(fault);
        }
    }

    @Override
    public void close() {
        entrance.lock();
        try {
            closing = true;
        } finally {
            entrance.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
