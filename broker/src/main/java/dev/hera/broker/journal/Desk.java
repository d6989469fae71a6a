package dev.hera.broker.journal;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.flight.FlightBoard;
import dev.hera.broker.journal.keep.DiskRoom;
import dev.hera.broker.journal.keep.Marks;
import dev.hera.broker.journal.keep.Parts;
import dev.hera.broker.journal.keep.Recovery;
import dev.hera.broker.journal.keep.Retention;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.keys.KeyDesk;
import dev.hera.broker.journal.keys.KeyDesk.Decision;
import dev.hera.broker.journal.keys.KeyDesk.Row;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.broker.journal.redact.Openings;
import dev.hera.broker.journal.redact.Redactor;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.Health;
import dev.hera.broker.journal.write.JournalWriter;
import dev.hera.broker.journal.write.Surroundings;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A journal's work where it keeps something: calls under way in memory, all others on the shelf.
final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /// What the caller of a call is told that hit a bug.
    private static final int BUG = 500;

    /// Longest that a refused call waits for its record.
    private static final Duration NOTED = Duration.ofSeconds(1);

    private final JournalStore store;
    private final JournalSettings settings;
    private final Counts counts;
    private final InstantSource clock;
    private final Map<CallId, LiveRecord> live = new ConcurrentHashMap<>();
    final Openings openings;
    private final Endings endings;
    private final Marks marks;
    private final FlightBoard board;
    private final JournalWriter writer;
    private final Lookup lookup;
    private final Settlements settlements;
    private final KeyDesk keys;
    private final Keeper keeper;
    private final Digest digest;

    Desk(
            JournalStore store,
            JournalSettings settings,
            Counts counts,
            InstantSource clock,
            Consumer<JournalFault> failed) {
        this.store = store;
        this.settings = settings;
        this.counts = counts;
        this.clock = clock;
        Redactor redactor = Redactor.in(settings.folder(), settings.bodyBytes());
        openings = new Openings(redactor);
        endings = new Endings(redactor, clock);
        Shelf shelf = new Shelf(store);
        digest = new Digest(shelf, settings.folder(), clock);
        lookup = new Lookup(live, shelf, digest, clock.instant());
        marks = new Marks(store);
        board = FlightBoard.open(settings.folder().resolve("board"), FlightBoard.machineBoot());
        DiskRoom room = new DiskRoom(settings.folder(), settings.lowBytes(), settings.lowPercent());
        writer =
                JournalWriter.start(
                        store,
                        settings.queueBytes(),
                        new Surroundings(clock, live::size, () -> !room.isLow(), failed));
        endWhatWasUnderWay(shelf);
        Retention retention =
                new Retention(store, writer, marks, settings.keepFor(), settings.keepBytes());
        Recovery.settle(marks, shelf, writer, retention);
        retention.resume();
        settlements = new Settlements(lookup, marks, writer, retention, redactor, clock);
        keys = new KeyDesk(store, lookup, clock);
        var sweeping = new Keeper.Sweeping(retention, keys.sweep(), live::containsKey);
        keeper = new Keeper(writer, room, sweeping, counts, clock);
        writer.listen(digest::touched);
        digest.start();
        keeper.start();
    }

    private void endWhatWasUnderWay(Shelf shelf) {
        Recovery.LastWord words = (word, status) -> Endings.stopped(clock.instant(), word, status);
        int ended = Recovery.run(board.found(), shelf, writer, words);
        LOG.info("the journal is open: {}, {} calls ended by the start", store.recovered(), ended);
    }

    Opened open(Journal journal, Call call, Caller caller, Endpoint endpoint) {
        String key = call.isOurs() ? null : call.idempotencyKey();
        RecordMode mode = key == null ? settings.mode(endpoint, call.origin()) : RecordMode.AHEAD;
        try {
            if (key == null) {
                return open(journal, call, caller, endpoint, mode, null);
            }
            return switch (keys.decide(call, caller, endpoint, key)) {
                case Decision.Told(CallId first, Outcome outcome) when first.equals(call.id()) ->
                        new Opened.Known(outcome);
                case Decision.Told(CallId first, Outcome outcome) ->
                        new Opened.Known(new Outcome.Repeated(first, outcome));
                case Decision.First(Row row) -> first(journal, call, caller, endpoint, row);
            };
        } catch (JournalFault fault) {
            LOG.warn(
                    "the key or id of call {} is not looked up: {}", call.id(), fault.getMessage());
            return unkept(journal, mode, endpoint);
        }
    }

    /// A call with a key is on disk before it runs, and its key with it.
    private Opened first(Journal journal, Call call, Caller caller, Endpoint endpoint, Row row) {
        Opened opened = open(journal, call, caller, endpoint, RecordMode.AHEAD, row);
        if (!(opened instanceof Recording recording && recording.isKept())) {
            row.written().run();
        }
        return opened;
    }

    private Opened open(
            Journal journal,
            Call call,
            Caller caller,
            Endpoint endpoint,
            RecordMode mode,
            @Nullable Row row) {
        if (mode == RecordMode.OFF) {
            return new Recording(journal, null);
        }
        if (!writer.takesCalls()) {
            return unkept(journal, mode, endpoint);
        }
        boolean again = call.goesOn();
        Optional<CallRecord> known = again ? lookup.find(call.id()) : Optional.empty();
        CallRecord before =
                known.orElseGet(() -> CallRecord.of(openings.of(call, caller, endpoint, mode)));
        Ending standing =
                call.origin() instanceof Origin.Delivery
                        ? endings.accepted(call.id(), before.ending(), endpoint)
                        : null;
        LiveRecord record = new LiveRecord(before, standing, endpoint.sensitive(), board);
        if (!record.takesPlace(live, call)) {
            record.written();
            return again ? new Recording(journal, null) : twice(call);
        }
        if (!again && lookup.isTwice(record)) {
            return twice(call);
        }
        if (known.isEmpty()) {
            begin(record, row);
        }
        return new Recording(journal, record);
    }

    private Opened twice(Call call) {
        counts.twice.increment();
        LOG.error("call {} is on record already: another one with its id is refused", call.id());
        return Unwell.twice();
    }

    private void begin(LiveRecord record, @Nullable Row row) {
        Settlement said = marks.buried(record.id());
        Entry entry = Parts.opening(record.opening(), row == null ? () -> {} : row.written());
        if (row != null) {
            int bytes = row.key().length + row.value().length;
            entry = entry.with(batch -> batch.put(Table.KEYS, row.key(), row.value()), bytes);
            record.whenUnkept(row.written());
        }
        record.handed(entry);
        if (record.opening().mode() == RecordMode.BESIDE) {
            writer.pushUnhurried(entry);
        } else {
            writer.push(entry);
        }
        if (said != null) {
            // one that nobody wants keeps its tombstone until it is gone
            record.settle(said);
            if (said.action() == Settlement.Action.PROCESSED) {
                Entry settled = Parts.settlement(record.id(), said);
                writer.pushUnhurried(settled.with(marks.forget(record.id()), RecordKey.LENGTH));
            }
        }
    }

    private Opened unkept(Journal journal, RecordMode mode, Endpoint endpoint) {
        Health health = writer.health();
        if (!health.isOver() && !settings.refuses(mode, endpoint)) {
            counts.unrecorded.increment();
            return new Recording(journal, null);
        }
        counts.refused.increment();
        return Unwell.because(health);
    }

    void refused(Call call, Caller caller, Outcome outcome) {
        if (!writer.takesCalls()) {
            counts.unrecorded.increment();
            return;
        }
        CallRecord opened = CallRecord.of(openings.of(call, caller));
        LiveRecord record = new LiveRecord(opened, null, List.of(), board);
        if (live.putIfAbsent(call.id(), record) == null) {
            begin(record, null);
            ended(record, outcome);
            var _ = record.awaitKept(Deadline.after(NOTED, System.nanoTime()));
        } else {
            record.written();
        }
    }

    void ended(LiveRecord record, Outcome outcome) {
        Ending standing = record.standing();
        Ending ending =
                standing != null && outcome instanceof Outcome.Accepted
                        ? standing.with(record.attempts())
                        : endings.of(outcome, record.attempts(), record.sensitive());
        end(record, ending, ending.seenStatus());
    }

    void abandoned(LiveRecord record) {
        end(record, Endings.stopped(clock.instant(), "unknown", BUG), BUG);
    }

    private void end(LiveRecord record, Ending ending, int status) {
        CallId id = record.id();
        Runnable written =
                () -> {
                    record.written();
                    lookup.shelved(record);
                };
        record.end(ending, status);
        writer.pushUnhurried(
                record.isUnwanted()
                        ? settlements.removal(id, written)
                        : Parts.ending(id, ending, written));
        if (writer.health().isOver()) {
            live.remove(id, record);
        }
    }

    Lookup lookup() {
        return lookup;
    }

    Settlements settlements() {
        return settlements;
    }

    Figures figures() {
        return keeper.figures(live.size());
    }

    List<String> ailments() {
        JournalFault fault = writer.fault();
        return fault == null ? List.of() : List.of("the journal failed: " + fault.getMessage());
    }

    @Override
    public void close() {
        keeper.close();
        digest.close();
        writer.close();
        store.close();
    }
}
