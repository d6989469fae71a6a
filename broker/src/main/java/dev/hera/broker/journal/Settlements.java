package dev.hera.broker.journal;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.keep.Marks;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.keep.Retention;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.Settlement.Action;
import dev.hera.broker.journal.redact.Redactor;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// What is said about calls after they were made: settled, pinned, removed, undelivered; any
// thread.
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
                return Settled.DONE;
            }
        } else if (lookup.find(id).isEmpty()) {
            return early(id, said);
        }
        boolean done =
                said.action() == Action.DELETE ? delete(id) : isWritten(Parts.settlement(id, said));
        return done ? Settled.DONE : Settled.UNWELL;
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
        unpin(id);
        return isWritten(Parts.removal(id, () -> retention.erase(id)));
    }

    void undelivered(CallId id) {
        if (lookup.find(id).isPresent()) {
            writer.pushUnhurried(Parts.undelivered(id, clock.instant()));
        }
    }
}
