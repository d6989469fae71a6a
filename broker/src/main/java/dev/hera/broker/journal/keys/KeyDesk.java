package dev.hera.broker.journal.keys;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Outcome.Doubt;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Decides what a call with an idempotency key is: the first, or the same again.
///
/// Any thread, which it blocks until the call's deadline when the first still runs.
public final class KeyDesk {
    /// Looks at the key at most so often; before each look but the first, another call that had the
    /// key was waited for.
    private static final int MOST_LOOKS = 100;

    private static final String STILL_RUNS = " had this key first and still runs; ask for it";
    private static final Refusal REUSED =
            new Refusal.KeyReused(
                    "this Idempotency-Key was used for another call; use a new one for each");

    private final JournalStore store;
    private final Records records;
    private final KeyLife life;
    private final Claims claims = new Claims();
    private final LongAdder written = new LongAdder();

    /// The records of this broker.
    public interface Records {
        /// The record, also of a call that runs.
        Optional<CallRecord> find(CallId id);

        /// The same, after waiting for its end.
        Optional<CallRecord> awaitEnd(CallId id, Duration patience);
    }

    /// What the call is.
    public sealed interface Decision {
        /// The first with its key, or the first that may run.
        ///
        /// @param row what must be written with the call's opening
        record First(Row row) implements Decision {}

        /// An earlier call answers for it.
        record Told(CallId first, Outcome outcome) implements Decision {}
    }

    /// A key's row, to be written in the batch of the opening.
    ///
    /// @param written to be run when the row can be read, or will never be written
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to the writer
    public record Row(byte[] key, byte[] value, Runnable written) {}

    public KeyDesk(JournalStore store, Records records, InstantSource clock) {
        this.store = store;
        this.records = records;
        life = new KeyLife(clock);
    }

    /// What removes keys that are forgotten.
    public KeySweep sweep() {
        return new KeySweep(store, records, life, claims, written);
    }

    /// Decides.
    ///
    /// @param key as the caller sent it
    /// @throws dev.hera.broker.journal.log.JournalFault when the key cannot be looked up
    public Decision decide(Call call, Caller caller, Endpoint endpoint, String key) {
        Duration patience = call.patience() == null ? endpoint.timeout() : call.patience();
        Deadline deadline = Deadline.after(patience, call.receivedNanos());
        KeyRow row = KeyRow.of(call, endpoint);
        byte[] hash = KeyRow.key(caller, key);
        CallId last = call.id();
        for (int looks = 0; looks < MOST_LOOKS && !deadline.passed(System.nanoTime()); looks++) {
            switch (look(hash, row, endpoint)) {
                case Look.Decided(Decision decision) -> {
                    return decision;
                }
                case Look.Runs(CallId first) -> {
                    last = first;
                    records.awaitEnd(first, deadline.left(System.nanoTime()));
                }
                case Look.Claimed(Claim other) -> {
                    last = other.row().first();
                    other.awaitReleased(deadline);
                }
            }
        }
        return new Decision.Told(last, unknown(Doubt.DEADLINE, "call " + last + STILL_RUNS));
    }

    /// What one look at a key shows.
    private sealed interface Look {
        record Decided(Decision decision) implements Look {}

        /// The first runs.
        record Runs(CallId first) implements Look {}

        /// Another call is about to be the first.
        record Claimed(Claim other) implements Look {}
    }

    /// Only who may be the first needs the key for itself; all others are told without waiting for
    /// each other.
    private Look look(byte[] hash, KeyRow row, Endpoint endpoint) {
        Look look = behind(hash, row, endpoint);
        if (look != null) {
            return look;
        }
        Claim claim = new Claim(row);
        Claim other = claims.take(hash, claim);
        return other == null ? claimed(hash, claim, endpoint) : new Look.Claimed(other);
    }

    /// Looks again: another one may have been the first meanwhile. Keeps the claim only when not.
    private Look claimed(byte[] hash, Claim claim, Endpoint endpoint) {
        Look look = null;
        boolean looked = false;
        try {
            look = behind(hash, claim.row(), endpoint);
            looked = true;
        } finally {
            if (look != null || !looked) {
                claims.release(hash, claim);
            }
        }
        return look == null ? first(hash, claim) : look;
    }

    private Look first(byte[] hash, Claim claim) {
        written.increment();
        Runnable readable = () -> claims.release(hash, claim);
        return new Look.Decided(new Decision.First(new Row(hash, claim.row().toBytes(), readable)));
    }

    /// What the key says; null when the call may be the first.
    private @Nullable Look behind(byte[] hash, KeyRow row, Endpoint endpoint) {
        byte[] kept = store.get(Table.KEYS, hash);
        return kept == null ? null : behind(KeyRow.read(kept), row, endpoint);
    }

    private @Nullable Look behind(KeyRow before, KeyRow row, Endpoint endpoint) {
        Optional<CallRecord> record = records.find(before.first());
        if (life.isOver(before, record.orElse(null))) {
            return null;
        }
        CallId id = before.first();
        if (!before.asksLike(row)) {
            return told(row.first(), new Outcome.NotExecuted(REUSED, null, Ledger.NONE));
        }
        if (record.isEmpty()) {
            return told(id, unknown(Doubt.NOT_KEPT, "call " + id + " had this key and is deleted"));
        }
        Ending ending = record.get().ending();
        if (ending == null) {
            return new Look.Runs(id);
        }
        boolean mayRun =
                ending.outcome().equals("not-executed")
                        || (ending.outcome().equals("unknown") && endpoint.idempotent());
        return mayRun ? null : told(id, Retelling.of(ending).orElseGet(() -> notKept(id)));
    }

    private static Outcome notKept(CallId id) {
        return unknown(
                Doubt.NOT_KEPT,
                "call " + id + " had this key and was answered; its answer is lost");
    }

    private static Look told(CallId first, Outcome outcome) {
        return new Look.Decided(new Decision.Told(first, outcome));
    }

    private static Outcome unknown(Doubt doubt, String detail) {
        return new Outcome.Unknown(doubt, detail, "", Ledger.NONE);
    }
}
