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

    /// @param live calls whose end is not readable on the shelf yet
    /// @param digest of the shelf
    Lookup(Map<CallId, LiveRecord> live, Shelf shelf, Digest digest) {
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

    /// Whether a call with this id was opened before and is not here any more.
    boolean isKept(CallId id) {
        return shelf.has(id, RecordKey.OPENING);
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
