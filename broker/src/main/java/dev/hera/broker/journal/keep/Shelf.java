package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.EndingCodec;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.OpeningCodec;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.SettlementCodec;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Kept;
import dev.hera.broker.journal.store.Table;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// Reads what is on disk; any thread.
public final class Shelf {
    private final JournalStore store;

    public Shelf(JournalStore store) {
        this.store = store;
    }

    /// A call, bodies included; its ending is null when none is on disk.
    public Optional<CallRecord> find(CallId id) {
        Reading reading = new Reading();
        byte[] from = RecordKey.of(id, RecordKey.OPENING);
        store.scan(Table.CALLS, from, RecordKey.after(id), reading::part);
        return reading.call();
    }

    /// Whether a part of the call is on disk.
    boolean has(CallId id, int part) {
        return store.get(Table.CALLS, RecordKey.of(id, part)) != null;
    }

    private KeptBody whole(CallId id, int side, KeptBody body) {
        if (!(body instanceof KeptBody.Apart(_, boolean json, boolean masked))) {
            return body;
        }
        byte[] bytes = store.get(Table.BODIES, RecordKey.of(id, side));
        if (bytes == null) {
            return body;
        }
        Body found = json ? new Body.Json(JsonText.trusted(bytes)) : new Body.Binary(bytes);
        return new KeptBody.Whole(found, masked);
    }

    /// The parts of one call as they come.
    private final class Reading {
        private @Nullable Opening opening;
        private @Nullable Ending ending;
        private @Nullable Settlement settlement;
        private @Nullable Instant undelivered;
        private long sequence;

        boolean part(byte[] key, byte[] value) {
            CallId id = RecordKey.id(key);
            Kept kept = Kept.of(value);
            ByteBuffer bytes = kept.content();
            switch (RecordKey.part(key)) {
                case RecordKey.OPENING -> {
                    Opening read = OpeningCodec.read(id, bytes);
                    opening = read.with(whole(id, RecordKey.OPENING, read.body()));
                    sequence = kept.sequence();
                }
                case RecordKey.ENDING -> {
                    Ending read = EndingCodec.read(id, bytes);
                    ending = read.with(whole(id, RecordKey.ENDING, read.body()));
                }
                case RecordKey.SETTLEMENT -> settlement = SettlementCodec.read(bytes);
                case RecordKey.UNDELIVERED -> undelivered = SettlementCodec.readMoment(bytes);
                default -> {
                    // of a newer version
                }
            }
            return true;
        }

        Optional<CallRecord> call() {
            return opening == null
                    ? Optional.empty()
                    : Optional.of(
                            new CallRecord(opening, ending, settlement, undelivered, sequence));
        }
    }
}
