package dev.hera.broker.journal.write;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Writes what waits, batch after batch, on a platform thread of its own; owns the store.
///
/// It sleeps when there is nothing, naps while others may join a batch, and is woken only when the
/// [Bell] says that it must be.
public final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int BATCH_BYTES = 4 << 20;
    private static final int BATCH_ENTRIES = 4096;
    private static final long TRY_AGAIN = Duration.ofSeconds(1).toNanos();
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private final JournalStore store;
    private final InstantSource clock;
    private final EntryQueue queue;
    private final Pace pace;
    private final BooleanSupplier room;
    private final Consumer<JournalFault> failed;
    private final Batch batch = new Batch();
    private final Bell bell = new Bell();
    private final Waits waits = new Waits();
    private final Deque<Entry> held = new ArrayDeque<>();
    private final List<Entry> batched = new ArrayList<>();
    private final Thread thread;
    private volatile Health health = Health.WELL;
    private volatile Entry.Touched touched = (_, _) -> {};
    private volatile boolean closing;
    private volatile @Nullable JournalFault fault;
    private volatile Tally tally = Tally.NONE;
    private boolean keptLast;
    private long next;
    private long lastBegan;
    private long taken;

    private JournalWriter(JournalStore store, long queueBytes, Surroundings around) {
        this.store = store;
        this.clock = around.clock();
        this.queue = new EntryQueue(queueBytes);
        this.pace = new Pace(around.underWay());
        this.room = around.room();
        this.failed = around.failed();
        this.next = store.recovered().next();
        this.thread = Thread.ofPlatform().name("journal-writer").unstarted(this::run);
    }

    /// Begins to write.
    public static JournalWriter start(JournalStore store, long queueBytes, Surroundings around) {
        JournalWriter writer = new JournalWriter(store, queueBytes, around);
        writer.thread.start();
        return writer;
    }

    /// Whether a new call may be handed over: what is under way always may.
    public boolean takesCalls() {
        return health == Health.WELL && queue.hasRoom();
    }

    /// Hands over what somebody will wait for.
    public void push(Entry entry) {
        hand(entry);
        bell.hurry();
    }

    /// Hands over what nobody waits for.
    public void pushUnhurried(Entry entry) {
        hand(entry);
        bell.mention();
    }

    private void hand(Entry entry) {
        entry.handed(waits);
        queue.push(entry);
        if (health.isOver()) {
            lose(queue.take());
        }
    }

    /// From now on hears which calls have changed, before anybody else hears that they have.
    public void listen(Entry.Touched listener) {
        touched = listener;
    }

    /// Little space: takes no new calls; or enough again.
    public void space(Health seen) {
        Health now = health;
        if ((now == Health.WELL || now == Health.LOW) && now != seen) {
            health = seen;
            LOG.warn("the journal's disk: {}", seen);
        }
    }

    /// Whether new calls can be kept.
    public Health health() {
        return health;
    }

    /// What went wrong for good; null while nothing has.
    public @Nullable JournalFault fault() {
        return fault;
    }

    /// What was done so far.
    public Tally tally() {
        return tally.waiting(queue.bytes());
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                awaitSomething();
                taken = queue.since();
                held.addAll(queue.take());
                writeHeld();
            }
        } catch (JournalFault broken) {
            fail(broken);
        } catch (RuntimeException bug) {
            fail(new JournalFault(Kind.FAILED, "the journal's writer hit a bug: " + bug, bug));
        }
    }

    private void awaitSomething() {
        while (isIdle()) {
            bell.rest(this::isIdle);
        }
        bell.nap(Pace.UNHURRIED);
        long due = lastBegan + pace.betweenSyncs();
        long now = System.nanoTime();
        while (now - due < 0 && !closing) {
            LockSupport.parkNanos(this, due - now);
            now = System.nanoTime();
        }
        bell.calm();
    }

    private boolean isIdle() {
        return queue.isEmpty() && !closing;
    }

    private void writeHeld() {
        while (!held.isEmpty()) {
            fill();
            try {
                append();
            } catch (JournalFault broken) {
                orAwaitRoom(broken);
            }
        }
    }

    private void orAwaitRoom(JournalFault broken) {
        if (broken.kind() != Kind.FULL) {
            throw broken;
        }
        awaitRoom(broken);
    }

    private void fill() {
        batch.begin(next, clock.instant());
        batched.clear();
        while (!held.isEmpty()
                && batched.size() < BATCH_ENTRIES
                && (batched.isEmpty() || batch.size() + held.getFirst().bytes() < BATCH_BYTES)) {
            Entry entry = held.removeFirst();
            entry.addTo(batch);
            batched.add(entry);
        }
    }

    private void append() {
        keptLast = false;
        lastBegan = System.nanoTime();
        store.append(batch, this::kept);
        next = batch.first() + batch.count();
        batched.forEach(entry -> entry.readable(touched));
        batched.clear();
    }

    private void kept() {
        keptLast = true;
        long now = System.nanoTime();
        long took = now - lastBegan;
        for (Entry entry : batched) {
            entry.kept();
            queue.written(entry);
        }
        tally = tally.plus(batched.size(), batch.size(), took, now - taken);
    }

    /// What was not kept is written again when there is space; meanwhile it stays in memory, which
    /// is bounded because no new call is taken.
    private void awaitRoom(JournalFault full) {
        health = Health.FULL;
        LOG.error("the journal's disk is full, calls are not recorded", full);
        if (keptLast) {
            // on the log already: the tables get it from there when the store is opened again
            batched.forEach(entry -> entry.readable(touched));
        } else {
            for (int i = batched.size() - 1; i >= 0; i--) {
                held.addFirst(batched.get(i));
            }
        }
        batched.clear();
        while (!revived()) {
            if (closing) {
                throw full;
            }
            LockSupport.parkNanos(this, TRY_AGAIN);
        }
        next = store.recovered().next();
        health = Health.WELL;
        LOG.warn("the journal's disk has room again, calls are recorded");
    }

    private boolean revived() {
        if (!room.getAsBoolean()) {
            return false;
        }
        try {
            store.revive();
            return true;
        } catch (JournalFault again) {
            if (again.kind() != Kind.FULL) {
                throw again;
            }
            return false;
        }
    }

    private void fail(JournalFault broken) {
        fault = broken;
        health = Health.FAILED;
        LOG.error("the journal failed: nothing is recorded, the broker must end", broken);
        lose(new ArrayDeque<>(batched));
        lose(held);
        lose(queue.take());
        failed.accept(broken);
    }

    private static void lose(Deque<Entry> entries) {
        entries.forEach(Entry::lost);
    }

    /// Writes what waits, and stops; the store stays open.
    @Override
    public void close() {
        closing = true;
        bell.hurry();
        LockSupport.unpark(thread);
        try {
            if (!thread.join(LAST_WORDS)) {
                LOG.error("the journal's writer did not stop in {}", LAST_WORDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (health != Health.FAILED) {
            health = Health.CLOSED;
        }
        lose(queue.take());
        waits.close();
    }
}
