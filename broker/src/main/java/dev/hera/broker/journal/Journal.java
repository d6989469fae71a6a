package dev.hera.broker.journal;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.flight.Recent;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes calls on record, and finds them again. Any thread.
///
/// Only `await…`, `refused`, `settle` and `delete` wait for the disk. Reading throws a
/// [JournalFault] when the disk does not answer.
public final class Journal implements AutoCloseable {
    private final Counts counts = new Counts();
    private final Recent recent = new Recent();

    /// Null in a journal that only counts.
    private final @Nullable Desk desk;

    private Journal(
            JournalStore store,
            JournalSettings settings,
            InstantSource clock,
            Consumer<JournalFault> failed) {
        desk = new Desk(store, settings, counts, clock, failed);
    }

    private Journal() {
        desk = null;
    }

    /// A journal on this machine's disk.
    ///
    /// @param failed hears once of a fault after which nothing can be kept: the process must end,
    ///     and not with 0
    /// @throws JournalFault saying in one line why it does not open, and what to do
    public static Journal in(
            JournalSettings settings, InstantSource clock, Consumer<JournalFault> failed) {
        StoreSettings usual = StoreSettings.usual(settings.folder());
        StoreSettings wanted =
                new StoreSettings(
                        usual.folder(), usual.segmentBytes(), usual.bufferBytes(), settings.loss());
        JournalStore store = RocksStore.open(wanted);
        try {
            return new Journal(store, settings, clock, failed);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// A journal on a store, which it closes when it is closed.
    public static Journal on(
            JournalStore store,
            JournalSettings settings,
            InstantSource clock,
            Consumer<JournalFault> failed) {
        return new Journal(store, settings, clock, failed);
    }

    /// A journal that counts and keeps nothing.
    public static Journal counting() {
        return new Journal();
    }

    /// Takes a call before it is routed.
    public Opened open(Call call, Caller caller, Endpoint endpoint) {
        counts.opened.increment();
        return desk == null ? new Recording(this, null) : desk.open(this, call, caller, endpoint);
    }

    /// Takes a call of a known caller that no endpoint takes, with its end; waits until that is on
    /// disk, a second at most.
    public void refused(Call call, Caller caller, Outcome outcome) {
        if (desk != null) {
            desk.refused(call, caller, outcome);
            recent.ended(call.id());
        }
    }

    /// The answer could not be handed to the caller; the call itself ended before.
    public void undelivered(CallId id) {
        counts.undelivered.increment();
        if (desk != null) {
            desk.settlements().undelivered(id);
        }
    }

    /// What would be kept of a call; nothing is. Empty for a journal that only counts.
    ///
    /// @param endpoint null when no endpoint takes it
    public Optional<Opening> asKept(Call call, Caller caller, @Nullable Endpoint endpoint) {
        return desk == null
                ? Optional.empty()
                : Optional.of(desk.openings.asKept(call, caller, endpoint));
    }

    /// The record of a call, as far as it goes, also while it waits to be written.
    public Optional<CallRecord> find(CallId id) {
        return desk == null ? Optional.empty() : desk.lookup().find(id);
    }

    /// The same, after waiting for the call's end, at most so long.
    public Optional<CallRecord> awaitEnd(CallId id, Duration patience) {
        return desk == null ? Optional.empty() : desk.lookup().awaitEnd(id, patience);
    }

    /// What finds calls by filters; empty for a journal that only counts.
    ///
    /// @param standings of accepted calls that are not settled, see
    ///     [dev.hera.broker.journal.filter.Beside]
    public Optional<Finder> finder(Supplier<Map<CallId, String>> standings) {
        return desk == null ? Optional.empty() : Optional.of(desk.settlements().finder(standings));
    }

    /// Notes what became of a call, or removes it; waits until that is on disk.
    public Settled settle(CallId id, Settlement settlement) {
        return desk == null ? Settled.UNWELL : desk.settlements().settle(id, settlement);
    }

    /// Keeps the call until it is unpinned, however old it gets.
    public void pin(CallId id) {
        if (desk != null) {
            desk.settlements().pin(id);
        }
    }

    /// Lets the call go when its time has come.
    public void unpin(CallId id) {
        if (desk != null) {
            desk.settlements().unpin(id);
        }
    }

    /// Removes a call: out of sight when this returns true, off the disk within minutes.
    public boolean delete(CallId id) {
        return desk != null && desk.settlements().delete(id);
    }

    /// Removes calls, those that run as soon as they end; waits for the disk.
    ///
    /// @param by the operator's token id
    /// @return how many will not be found any more
    public int deleteAll(List<CallId> ids, String by) {
        return desk == null ? 0 : desk.settlements().deleteAll(ids, by);
    }

    /// What was done so far; empty for a journal that only counts.
    public Optional<Figures> figures() {
        return desk == null ? Optional.empty() : Optional.of(desk.figures());
    }

    /// Why no calls should be sent to this broker; empty when they should.
    public List<String> ailments() {
        return desk == null ? List.of() : desk.ailments();
    }

    Counts counts() {
        return counts;
    }

    void ended(LiveRecord record, Outcome outcome) {
        if (desk != null) {
            desk.ended(record, outcome);
            recent.ended(record.id());
        }
    }

    void abandoned(LiveRecord record) {
        if (desk != null) {
            desk.abandoned(record);
            recent.ended(record.id());
        }
    }

    /// The calls that ended lately.
    public Recent recent() {
        return recent;
    }

    /// Calls taken.
    public long opened() {
        return counts.opened.sum();
    }

    /// Times that a call was sent to a worker.
    public long attempts() {
        return counts.attempts.sum();
    }

    /// Calls that ended, by the word for their outcome.
    public Map<String, Long> ended() {
        return counts.ended();
    }

    /// Writes what waits, and closes the store.
    @Override
    public void close() {
        if (desk != null) {
            desk.close();
        }
    }
}
