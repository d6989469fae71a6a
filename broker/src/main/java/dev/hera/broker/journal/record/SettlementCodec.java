package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.hera.broker.journal.record.Settlement.Action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/// A settlement in bytes; the same bytes make a tombstone when the call is not there yet.
public final class SettlementCodec {
    private static final int ACTION = 1;
    private static final int AT = 2;
    private static final int BY = 3;
    private static final int NOTE = 4;

    private static final int PROCESSED = 1;
    private static final int DELETE = 2;

    private SettlementCodec() {}

    /// The bytes, in an array that the caller owns.
    public static ByteBuffer write(Settlement settlement) {
        int room = 2 * Fields.ROOM + Fields.room(settlement.by()) + Fields.room(settlement.note());
        return Fields.written(room, out -> write(settlement, out));
    }

    private static void write(Settlement said, CodedOutputStream out) throws IOException {
        int action =
                switch (said.action()) {
                    case PROCESSED -> PROCESSED;
                    case DELETE -> DELETE;
                };
        out.writeUInt32(ACTION, action);
        out.writeInt64(AT, said.at().toEpochMilli());
        Fields.text(out, BY, said.by());
        Fields.text(out, NOTE, said.note());
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws UncheckedIOException when the bytes are no settlement
    public static Settlement read(ByteBuffer bytes) {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        Action action = Action.PROCESSED;
        Instant at = Instant.EPOCH;
        String by = "";
        String note = "";
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case ACTION -> action = in.readInt32() == DELETE ? Action.DELETE : action;
                    case AT -> at = Instant.ofEpochMilli(in.readInt64());
                    case BY -> by = in.readString();
                    case NOTE -> note = in.readString();
                    default -> in.skipField(tag);
                }
            }
            return new Settlement(action, at, by, note);
        } catch (IOException e) {
            throw new UncheckedIOException("a settlement cannot be read", e);
        }
    }

    /// A moment alone, for the part that says that an answer reached nobody.
    public static ByteBuffer writeMoment(Instant at) {
        return Fields.written(Fields.ROOM, out -> out.writeInt64(AT, at.toEpochMilli()));
    }

    /// Reads what [#writeMoment] wrote.
    public static Instant readMoment(ByteBuffer bytes) {
        return read(bytes).at();
    }
}
