package dev.hera.broker.journal;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.keep.Marks;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.keep.Retention;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.Settlement.Action;
import dev.hera.broker.journal.redact.Redactor;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What is said about calls after they were made: settled, pinned, removed, undelivered.
/// Any thread.
final class Settlements {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Lookup lookup;
    private final Marks marks;
    private final JournalWriter writer;
    private final Retention retention;
    private final Redactor redactor;
    private final InstantSource clock;

    Settlements(
            Lookup lookup,
            Marks marks,
            JournalWriter writer,
            Retention retention,
            Redactor redactor,
            InstantSource clock) {
        this.lookup = lookup;
        this.marks = marks;
        this.writer = writer;
        this.retention = retention;
        this.redactor = redactor;
        this.clock = clock;
    }

    Settled settle(CallId id, Settlement settlement) {
        String note = redactor.text(settlement.note());
        Settlement said =
                new Settlement(settlement.action(), settlement.at(), settlement.by(), note);
        LiveRecord running = lookup.live(id);
        if (running != null) {
            running.settle(said);
            if (running.isUnwanted() && !running.hasEnded()) {
                return unwanted(running, said);
            }
        } else if (lookup.find(id).isEmpty()) {
            return early(id, said);
        }
        boolean done =
                said.action() == Action.DELETE
                        ? isOutOfSight(id)
                        : isWritten(Parts.settlement(id, said));
        return done ? Settled.DONE : Settled.UNWELL;
    }

    /// It goes with its end. That it must is on disk before anybody is told so: if the broker dies
    /// meanwhile, it goes at the next start.
    private Settled unwanted(LiveRecord running, Settlement said) {
        if (said.action() != Action.DELETE) {
            return Settled.DONE;
        }
        Entry note = marks.bury(running.id(), said);
        boolean kept = note != null && isWritten(note);
        if (running.hasEnded()) {
            writer.pushUnhurried(marks.exhume(running.id()));
        }
        return kept ? Settled.DONE : Settled.UNWELL;
    }

    /// The end of a call that nobody wants: it goes, and what was said of it.
    ///
    /// @param readable runs when it is out of sight
    Entry removal(CallId id, Runnable readable) {
        return retention.removal(id, readable).with(marks.forget(id), RecordKey.LENGTH);
    }

    private Settled early(CallId id, Settlement said) {
        Entry tombstone = marks.bury(id, said);
        if (tombstone == null || !isWritten(tombstone)) {
            return Settled.UNWELL;
        }
        // a call that came between the look and the note has not seen the note
        if (marks.buried(id) != null && lookup.find(id).isPresent()) {
            writer.pushUnhurried(marks.exhume(id));
            return settle(id, said);
        }
        return Settled.EARLY;
    }

    private boolean isWritten(Entry entry) {
        writer.push(entry);
        return entry.awaitKept(Deadline.after(PATIENCE, System.nanoTime()));
    }

    /// What finds calls here, and knows which are pinned.
    Finder finder(Supplier<Map<CallId, String>> standings) {
        return lookup.finder(marks.pins(), standings, clock);
    }

    void pin(CallId id) {
        writer.pushUnhurried(marks.pin(id));
    }

    void unpin(CallId id) {
        writer.pushUnhurried(marks.unpin(id));
    }

    boolean delete(CallId id) {
        Settlement said = new Settlement(Action.DELETE, clock.instant(), "", "");
        return lookup.live(id) == null ? isOutOfSight(id) : settle(id, said) == Settled.DONE;
    }

    private boolean isOutOfSight(CallId id) {
        unpin(id);
        CountDownLatch gone = new CountDownLatch(1);
        try {
            return isWritten(retention.removal(id, gone::countDown))
                    && gone.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Removes calls, also those that run once they end; says how many will not be found any more.
    int deleteAll(List<CallId> ids, String by) {
        Settlement wish = new Settlement(Action.DELETE, clock.instant(), by, "");
        List<Entry> removals = new ArrayList<>();
        int unwanted = 0;
        for (CallId id : ids) {
            if (lookup.live(id) != null) {
                unwanted += settle(id, wish) == Settled.DONE ? 1 : 0;
            } else {
                unpin(id);
                Entry removal = retention.removal(id, () -> {});
                writer.push(removal);
                removals.add(removal);
            }
        }
        Deadline deadline = Deadline.after(PATIENCE, System.nanoTime());
        return unwanted + (int) removals.stream().filter(one -> one.awaitKept(deadline)).count();
    }

    void undelivered(CallId id) {
        if (lookup.find(id).isPresent()) {
            writer.pushUnhurried(Parts.undelivered(id, clock.instant()));
        }
    }
}
