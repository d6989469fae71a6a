package dev.hera.broker.recall;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.EndingCodec;
import dev.hera.broker.journal.record.OpeningCodec;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.SettlementCodec;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/// A whole record as brokers hand it to each other: the parts as the journal writes them, each with
/// its length before it; -1 for a part that is not there.
final class RecordBytes {
    private static final int VERSION = 1;
    private static final int ABSENT = -1;
    private static final long NEVER = -1;

    private RecordBytes() {}

    static byte[] write(CallRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            CallId id = record.id();
            out.writeByte(VERSION);
            out.writeLong(record.sequence());
            Instant undelivered = record.undelivered();
            out.writeLong(undelivered == null ? NEVER : undelivered.toEpochMilli());
            part(out, OpeningCodec.write(record.opening()));
            Ending ending = record.ending();
            part(out, ending == null ? null : EndingCodec.write(id, ending));
            Settlement settlement = record.settlement();
            part(out, settlement == null ? null : SettlementCodec.write(settlement));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void part(DataOutputStream out, @Nullable ByteBuffer part) throws IOException {
        if (part == null) {
            out.writeInt(ABSENT);
            return;
        }
        out.writeInt(part.remaining());
        out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }

    /// @throws IOException when the bytes are no record
    static CallRecord read(CallId id, byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("version " + version + " is not known here");
            }
            long sequence = in.readLong();
            long undelivered = in.readLong();
            ByteBuffer opening = part(in, bytes.length);
            ByteBuffer ending = part(in, bytes.length);
            ByteBuffer settlement = part(in, bytes.length);
            if (opening == null) {
                throw new IOException("a record without an opening");
            }
            return new CallRecord(
                    OpeningCodec.read(id, opening),
                    ending == null ? null : EndingCodec.read(id, ending),
                    settlement == null ? null : SettlementCodec.read(settlement),
                    undelivered == NEVER ? null : Instant.ofEpochMilli(undelivered),
                    sequence);
        } catch (UncheckedIOException e) {
            throw new IOException("no record: " + e.getMessage(), e);
        }
    }

    private static @Nullable ByteBuffer part(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        if (length < 0 || length > most) {
            throw new IOException("a part of " + length + " bytes");
        }
        byte[] part = new byte[length];
        in.readFully(part);
        return ByteBuffer.wrap(part);
    }
}
