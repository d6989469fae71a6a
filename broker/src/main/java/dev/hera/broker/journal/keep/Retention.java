package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.JournalWriter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// Removes calls that are too old or too many, and makes what was deleted vanish from the disk.
///
/// A clock that jumps must not empty the journal: a sweep removes at most the oldest tenth of the
/// time that the journal spans, and only what the sweep before it, a minute ago, would have removed
/// too. Used by the keeper's thread alone; what it removes is removed by the writer.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int PARTS = 10;
    private static final int ERASED_AT_ONCE = 16;
    private static final Instant FAR = Instant.ofEpochMilli(1L << 46);

    private final JournalStore store;
    private final JournalWriter writer;
    private final Marks marks;
    private final Duration keepFor;
    private final long keepBytes;
    private final Queue<CallId> deleted = new ConcurrentLinkedQueue<>();
    private Instant wanted = Instant.EPOCH;

    /// @param keepFor older calls go
    /// @param keepBytes beyond this the oldest go
    public Retention(
            JournalStore store,
            JournalWriter writer,
            Marks marks,
            Duration keepFor,
            long keepBytes) {
        this.store = store;
        this.writer = writer;
        this.marks = marks;
        this.keepFor = keepFor;
        this.keepBytes = keepBytes;
    }

    /// A call that is out of sight already must vanish from the disk too, at the next sweep.
    public void erase(CallId id) {
        deleted.add(id);
    }

    /// One sweep; to be called once a minute.
    public void sweep(Instant now) {
        eraseDeleted();
        for (CallId id : marks.buriedBefore(now.minus(keepFor))) {
            writer.pushUnhurried(marks.exhume(id));
        }
        CallId oldest = first(Instant.EPOCH);
        if (oldest == null) {
            return;
        }
        Instant tenth = tenthOf(oldest.madeAt());
        Instant until = now.minus(keepFor);
        if (store.size() > keepBytes && until.isBefore(tenth)) {
            until = tenth;
        }
        Instant before = wanted;
        wanted = until;
        until = earliest(until, before, tenth);
        if (until.isAfter(oldest.madeAt())) {
            LOG.info("calls received before {} are removed", until);
            remove(RecordKey.at(oldest.madeAt()), until);
        }
    }

    private static Instant earliest(Instant... times) {
        Instant earliest = FAR;
        for (Instant time : times) {
            earliest = time.isBefore(earliest) ? time : earliest;
        }
        return earliest;
    }

    private Instant tenthOf(Instant oldest) {
        Duration span = Duration.between(oldest, newest(oldest));
        return oldest.plus(span.dividedBy(PARTS)).plusMillis(1);
    }

    /// The newest call's time, to the second, by halving the time in which it can be.
    private Instant newest(Instant oldest) {
        Instant some = oldest;
        Instant none = FAR;
        while (Duration.between(some, none).toSeconds() > 1) {
            Instant middle = some.plus(Duration.between(some, none).dividedBy(2));
            CallId next = first(middle);
            if (next == null) {
                none = middle;
            } else {
                some = next.madeAt();
            }
        }
        return some;
    }

    private @Nullable CallId first(Instant from) {
        AtomicReference<CallId> found = new AtomicReference<>();
        store.scan(
                Table.CALLS,
                RecordKey.at(from),
                RecordKey.at(FAR),
                (key, _) -> {
                    found.set(RecordKey.id(key));
                    return false;
                });
        return found.get();
    }

    private void remove(byte[] from, Instant until) {
        byte[] to = RecordKey.at(until);
        byte[] start = from;
        for (CallId pinned : List.copyOf(marks.pinned(RecordKey.id(from), RecordKey.id(to)))) {
            removeRange(start, RecordKey.of(pinned, RecordKey.OPENING));
            start = RecordKey.after(pinned);
        }
        removeRange(start, to);
    }

    private void removeRange(byte[] from, byte[] to) {
        writer.pushUnhurried(Parts.removal(from, to, () -> writer.between(() -> vanish(from, to))));
    }

    private void vanish(byte[] from, byte[] to) {
        store.erase(Table.CALLS, from, to);
        store.erase(Table.BODIES, from, to);
    }

    private void eraseDeleted() {
        List<CallId> some = new ArrayList<>();
        while (some.size() < ERASED_AT_ONCE && !deleted.isEmpty()) {
            some.add(deleted.remove());
        }
        for (CallId id : some) {
            byte[] from = RecordKey.of(id, RecordKey.OPENING);
            writer.between(() -> vanish(from, RecordKey.after(id)));
        }
    }
}
