package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.EndingCodec;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.OpeningCodec;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.SettlementCodec;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;
import dev.hera.wire.Body;

import java.nio.ByteBuffer;
import java.time.Instant;

/// Parts of calls as entries for the writer; the bytes are made here, on the thread that asks.
public final class Parts {
    /// Larger bodies lie in a table of their own, so that looking through calls stays cheap.
    private static final int APART = 16 << 10;

    private Parts() {}

    /// @param readable runs when the tables have it
    public static Entry opening(Opening opening, Runnable readable) {
        byte[] key = RecordKey.of(opening.id(), RecordKey.OPENING);
        if (opening.body() instanceof KeptBody.Whole whole && whole.length() > APART) {
            return part(
                    key, OpeningCodec.write(opening.with(apart(whole))), whole.body(), readable);
        }
        return part(key, OpeningCodec.write(opening), Body.NONE, readable);
    }

    /// @param readable runs when the tables have it
    public static Entry ending(CallId id, Ending ending, Runnable readable) {
        byte[] key = RecordKey.of(id, RecordKey.ENDING);
        if (ending.body() instanceof KeptBody.Whole whole && whole.length() > APART) {
            Ending small = ending.with(apart(whole));
            return part(key, EndingCodec.write(id, small), whole.body(), readable);
        }
        return part(key, EndingCodec.write(id, ending), Body.NONE, readable);
    }

    public static Entry settlement(CallId id, Settlement settlement) {
        ByteBuffer bytes = SettlementCodec.write(settlement);
        return part(RecordKey.of(id, RecordKey.SETTLEMENT), bytes, Body.NONE, () -> {});
    }

    public static Entry undelivered(CallId id, Instant at) {
        ByteBuffer bytes = SettlementCodec.writeMoment(at);
        return part(RecordKey.of(id, RecordKey.UNDELIVERED), bytes, Body.NONE, () -> {});
    }

    /// Removes a call from sight.
    ///
    /// @param readable runs when it is out of sight
    public static Entry removal(CallId id, Runnable readable) {
        byte[] from = RecordKey.of(id, RecordKey.OPENING);
        return removal(from, RecordKey.after(id), readable).about(from, null);
    }

    /// Removes everything between two keys from sight.
    ///
    /// @param readable runs when it is out of sight
    static Entry removal(byte[] from, byte[] to, Runnable readable) {
        return new Entry(
                        batch -> {
                            batch.deleteRange(Table.CALLS, from, to);
                            batch.deleteRange(Table.BODIES, from, to);
                        },
                        2 * (from.length + to.length),
                        readable)
                .about(from, to);
    }

    private static KeptBody apart(KeptBody.Whole whole) {
        boolean json = whole.body() instanceof Body.Json;
        return new KeptBody.Apart(whole.length(), json, whole.masked());
    }

    private static Entry part(byte[] key, ByteBuffer bytes, Body apart, Runnable readable) {
        byte[] content = arrayOf(bytes);
        int length = bytes.limit();
        if (apart.length() == 0) {
            return new Entry(batch -> batch.record(key, content, length), length, readable)
                    .about(key, null);
        }
        byte[] body = apart.toBytes();
        return new Entry(
                        batch -> {
                            batch.put(Table.BODIES, key, body);
                            batch.record(key, content, length);
                        },
                        length + body.length,
                        readable)
                .about(key, null);
    }

    /// A codec's bytes begin where their array does.
    private static byte[] arrayOf(ByteBuffer bytes) {
        if (bytes.arrayOffset() != 0 || bytes.position() != 0) {
            throw new IllegalArgumentException("a record in the middle of an array");
        }
        return bytes.array();
    }
}
