package dev.hera.broker.journal;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.digest.Digest;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Sources;
import dev.hera.broker.journal.keep.Shelf;
import dev.hera.broker.journal.keys.KeyDesk;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.redact.Endings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds a call, under way or on the shelf; any thread.
final class Lookup implements KeyDesk.Records {
    private final Map<CallId, LiveRecord> live;
    private final Shelf shelf;
    private final Digest digest;

    /// When the newest call was made that is not under way any more, in milliseconds; at the start,
    /// no call of an earlier process is newer.
    private volatile long newest;

    /// @param live calls whose end is not readable on the shelf yet
    /// @param digest of the shelf
    Lookup(Map<CallId, LiveRecord> live, Shelf shelf, Digest digest, Instant start) {
        this.newest = start.toEpochMilli();
        this.live = live;
        this.shelf = shelf;
        this.digest = digest;
    }

    /// What finds calls here.
    ///
    /// @param standings of accepted calls that are not settled
    Finder finder(
            Set<CallId> pinned, Supplier<Map<CallId, String>> standings, InstantSource clock) {
        return new Finder(
                new Sources(shelf, digest, live::keySet, this::find, pinned, standings, clock));
    }

    /// Whether a call that has just taken its place had it before, and is on the shelf: it gives
    /// the place back then. Looks at the disk only when some call of its millisecond, or of a
    /// later one, is not under way any more.
    boolean isTwice(LiveRecord record) {
        boolean twice = true;
        try {
            CallId id = record.id();
            twice = id.madeAt().toEpochMilli() <= newest && shelf.has(id, RecordKey.OPENING);
        } finally {
            if (twice) {
                record.written();
                live.remove(record.id(), record);
            }
        }
        return twice;
    }

    /// Everything about the call can be read from the tables; the writer's thread.
    void shelved(LiveRecord record) {
        newest = Math.max(newest, record.id().madeAt().toEpochMilli());
        live.remove(record.id(), record);
    }

    @Nullable LiveRecord live(CallId id) {
        return live.get(id);
    }

    @Override
    public Optional<CallRecord> find(CallId id) {
        LiveRecord running = live.get(id);
        if (running != null) {
            // what nobody wants is gone with its end, though the tables hear of it a little later
            boolean gone = running.isUnwanted() && running.hasEnded();
            return gone ? Optional.empty() : Optional.of(running.record());
        }
        Optional<CallRecord> kept = shelf.find(id);
        if (kept.isEmpty() || !kept.get().isRunning()) {
            return kept;
        }
        // an opening without an ending: it began meanwhile, or ended meanwhile, or never will
        LiveRecord began = live.get(id);
        return began != null
                ? Optional.of(began.record())
                : shelf.find(id).map(Lookup::orBrokerStopped);
    }

    private static CallRecord orBrokerStopped(CallRecord record) {
        if (!record.isRunning()) {
            return record;
        }
        Ending unknown = Endings.stopped(record.opening().receivedAt(), "unknown", 0);
        return new CallRecord(
                record.opening(),
                unknown,
                record.settlement(),
                record.undelivered(),
                record.sequence());
    }

    @Override
    public Optional<CallRecord> awaitEnd(CallId id, Duration patience) {
        LiveRecord running = live.get(id);
        if (running != null) {
            running.awaitEnd(patience);
        }
        return find(id);
    }
}
