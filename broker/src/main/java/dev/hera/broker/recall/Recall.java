package dev.hera.broker.recall;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.wire.id.BrokerMark;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Looks for a record here, or at the broker that the call's id names; any thread, which it blocks.
public final class Recall {
    /// Longest that anybody waits for a call's end.
    public static final Duration MOST_PATIENT = Duration.ofSeconds(30);

    private static final int MOST_WAITING = 2_000;

    private final String self;
    private final OwnRecords own;
    private final Peers peers;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    /// @param self this broker's id
    public Recall(String self, OwnRecords own, Peers peers) {
        this.self = self;
        this.own = own;
        this.peers = peers;
    }

    /// Looks for a call's record.
    ///
    /// @param wait how long to wait for the call's end; when too many wait already, not at all
    public Found find(CallId id, Asker asker, Duration wait) {
        Duration bounded = wait.compareTo(MOST_PATIENT) > 0 ? MOST_PATIENT : wait;
        if (bounded.isZero() || !waiting.tryAcquire()) {
            return look(id, asker, Duration.ZERO);
        }
        try {
            return look(id, asker, bounded);
        } finally {
            waiting.release();
        }
    }

    private Found look(CallId id, Asker asker, Duration wait) {
        Found here = at(id, asker, wait);
        return here instanceof Found.None && !isHome(id) ? peers.ask(id, asker, wait) : here;
    }

    private boolean isHome(CallId id) {
        return id.mark() == BrokerMark.of(self) && !peers.shareMark(id.mark());
    }

    /// Looks here alone.
    Found at(CallId id, Asker asker, Duration wait) {
        Optional<CallRecord> record = own.find().apply(id);
        if (record.isEmpty() || !asker.maySee(record.get())) {
            return new Found.None();
        }
        if (record.get().goesOn() && wait.isPositive()) {
            record = own.awaitEnd().apply(id, wait);
        }
        return record.<Found>map(one -> new Found.Kept(one, self)).orElseGet(Found.None::new);
    }
}
