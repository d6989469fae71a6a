package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.EndingCodec;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.OpeningCodec;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.SettlementCodec;
import dev.hera.broker.journal.store.Kept;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;

/// The parts of one call as they lie on disk, read only when somebody asks; one thread.
public final class KeptCall {
    private static final int PARTS = 4;

    private final CallId id;
    private final byte[] @Nullable [] parts = new byte[PARTS][];
    private int bytes;

    KeptCall(CallId id) {
        this.id = id;
    }

    /// Whose it is.
    public CallId id() {
        return id;
    }

    /// How much memory its parts take.
    public int bytes() {
        return bytes;
    }

    boolean isOf(byte[] key) {
        return RecordKey.id(key).equals(id);
    }

    /// One more part; those of a newer version are left out.
    boolean add(byte[] key, byte[] value) {
        int part = RecordKey.part(key);
        if (part < PARTS) {
            parts[part] = value;
            bytes += value.length;
        }
        return true;
    }

    /// Whether its opening came.
    boolean isThere() {
        return parts[RecordKey.OPENING] != null;
    }

    /// The call, without the bodies that lie apart.
    public CallRecord read() {
        byte[] first = parts[RecordKey.OPENING];
        if (first == null) {
            throw new IllegalStateException("call " + id + " has no opening");
        }
        Kept kept = Kept.of(first);
        Opening opening = OpeningCodec.read(id, kept.content());
        ByteBuffer end = content(RecordKey.ENDING);
        Ending ending = end == null ? null : EndingCodec.read(id, end);
        ByteBuffer said = content(RecordKey.SETTLEMENT);
        Settlement settlement = said == null ? null : SettlementCodec.read(said);
        ByteBuffer missed = content(RecordKey.UNDELIVERED);
        Instant undelivered = missed == null ? null : SettlementCodec.readMoment(missed);
        return new CallRecord(opening, ending, settlement, undelivered, kept.sequence());
    }

    private @Nullable ByteBuffer content(int part) {
        byte[] value = parts[part];
        return value == null ? null : Kept.of(value).content();
    }
}
