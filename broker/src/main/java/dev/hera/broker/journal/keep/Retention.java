package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// Removes calls that are too old or too many, and makes what was deleted vanish from the disk.
///
/// A clock that jumps must not empty the journal: a sweep removes at most the oldest tenth of the
/// time that the journal spans, and only what the sweep before it, a minute ago, would have removed
/// too. One thread sweeps, and one erases; what a sweep finds is removed by the writer, and erased
/// later beside it, which takes long and holds up nobody.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int PARTS = 10;
    private static final int ERASED_AT_ONCE = 16;
    private static final Duration UNHEARD = Duration.ofHours(1);
    private static final Instant FAR = Instant.ofEpochMilli(1L << 46);

    private final JournalStore store;
    private final JournalWriter writer;
    private final Marks marks;
    private final Duration keepFor;
    private final long keepBytes;
    private final Queue<Removed> removed = new ConcurrentLinkedQueue<>();
    private Set<CallId> unheard = Set.of();
    private final LongAdder erased = new LongAdder();
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

    /// What is out of sight and still on the disk.
    ///
    /// @param doomed the call that it was, where it was one
    private record Removed(byte[] from, byte[] to, @Nullable CallId doomed) {}

    /// Takes up what an earlier process had begun.
    public void resume() {
        marks.doomed().forEach(this::erase);
    }

    /// Removes a call from sight, and later from the disk.
    ///
    /// @param readable runs when it is out of sight
    public Entry removal(CallId id, Runnable readable) {
        Runnable after =
                () -> {
                    readable.run();
                    erase(id);
                };
        return Parts.removal(id, after).with(marks.doom(id), RecordKey.LENGTH);
    }

    private void erase(CallId id) {
        removed.add(new Removed(RecordKey.of(id, RecordKey.OPENING), RecordKey.after(id), id));
    }

    /// One sweep; to be called once a minute.
    ///
    /// @param live whether a call runs
    public void sweep(Instant now, Predicate<CallId> live) {
        forgetUnheard(now, live);
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
        Runnable readable = () -> removed.add(new Removed(from, to, null));
        writer.pushUnhurried(Parts.removal(from, to, readable));
    }

    /// What was said about calls that never came. A call comes within a second of its id; two looks
    /// must agree, so that a clock that jumps takes nothing away from one that is on its way.
    private void forgetUnheard(Instant now, Predicate<CallId> live) {
        Set<CallId> old = new HashSet<>();
        marks.buried()
                .forEach(
                        (id, said) -> {
                            if (said.at().isBefore(now.minus(UNHEARD)) && !live.test(id)) {
                                old.add(id);
                            }
                        });
        old.stream()
                .filter(unheard::contains)
                .forEach(id -> writer.pushUnhurried(marks.exhume(id)));
        unheard = old;
    }

    /// Erases some of what is out of sight; takes seconds.
    public void eraseSome() {
        for (int i = 0; i < ERASED_AT_ONCE; i++) {
            Removed next = removed.peek();
            if (next == null) {
                return;
            }
            store.erase(Table.CALLS, next.from(), next.to());
            store.erase(Table.BODIES, next.from(), next.to());
            removed.remove();
            erased.increment();
            if (next.doomed() != null) {
                writer.pushUnhurried(marks.undoom(next.doomed()));
            }
        }
    }

    /// How many calls and ranges are out of sight and still on the disk.
    public int toErase() {
        return removed.size();
    }

    /// How many are off the disk.
    public long erased() {
        return erased.sum();
    }

    /// Bytes on disk; 0 when nobody knows.
    public long bytes() {
        try {
            return store.size();
        } catch (JournalFault _) {
            return 0;
        }
    }
}
