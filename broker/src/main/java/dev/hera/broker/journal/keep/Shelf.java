package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Predicate;

/// Reads what is on disk; any thread.
public final class Shelf {
    private final JournalStore store;

    public Shelf(JournalStore store) {
        this.store = store;
    }

    /// A call, bodies included; its ending is null when none is on disk.
    public Optional<CallRecord> find(CallId id) {
        KeptCall call = new KeptCall(id);
        byte[] from = RecordKey.of(id, RecordKey.OPENING);
        store.scan(Table.CALLS, from, RecordKey.after(id), call::add);
        return call.isThere() ? Optional.of(whole(call.read())) : Optional.empty();
    }

    /// Shows the calls between two keys in the order of their ids; false ends it.
    public void scan(byte[] from, byte[] to, Predicate<KeptCall> visitor) {
        Calls calls = new Calls(visitor);
        store.scan(Table.CALLS, from, to, calls::part);
        calls.last();
    }

    /// Whether a part of the call is on disk.
    public boolean has(CallId id, int part) {
        return store.get(Table.CALLS, RecordKey.of(id, part)) != null;
    }

    /// The same with the bodies that lie apart.
    public CallRecord whole(CallRecord record) {
        Opening opening = record.opening();
        Ending ending = record.ending();
        if (opening.body() instanceof KeptBody.Apart asked) {
            opening = opening.with(whole(record.id(), RecordKey.OPENING, asked));
        }
        if (ending != null && ending.body() instanceof KeptBody.Apart said) {
            ending = ending.with(whole(record.id(), RecordKey.ENDING, said));
        }
        return new CallRecord(
                opening, ending, record.settlement(), record.undelivered(), record.sequence());
    }

    private KeptBody whole(CallId id, int side, KeptBody.Apart body) {
        byte[] bytes = store.get(Table.BODIES, RecordKey.of(id, side));
        if (bytes == null) {
            return body;
        }
        Body found = body.json() ? new Body.Json(JsonText.trusted(bytes)) : new Body.Binary(bytes);
        return new KeptBody.Whole(found, body.masked());
    }

    /// Parts as they come, put together to calls; one thread, one scan.
    private static final class Calls {
        private final Predicate<KeptCall> visitor;
        private @Nullable KeptCall call;
        private boolean over;

        Calls(Predicate<KeptCall> visitor) {
            this.visitor = visitor;
        }

        boolean part(byte[] key, byte[] value) {
            KeptCall before = call;
            if (before == null || !before.isOf(key)) {
                last();
                call = over ? null : new KeptCall(RecordKey.id(key));
            }
            return call != null && call.add(key, value);
        }

        /// The call whose parts came is complete.
        void last() {
            KeptCall complete = call;
            call = null;
            if (complete != null && complete.isThere() && !over) {
                over = !visitor.test(complete);
            }
        }
    }
}
