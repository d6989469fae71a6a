package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Fields as protocol buffers write them; what is empty or zero is left out.
final class Fields {
    static final int LENGTH_DELIMITED = 2;

    /// Bytes that a number, a time or an id take at most, with their tag.
    static final int ROOM = 20;

    private static final int MOST_PER_CHAR = 3;

    private Fields() {}

    /// Bytes that a text takes at most, when it is ASCII.
    static int room(@Nullable String text) {
        return text == null ? 0 : ROOM + text.length();
    }

    /// Fills an array with fields.
    interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    /// The fields in an array of their own. Nearly every text is ASCII, so the array is made for
    /// that, and again for the worst when it was too small.
    ///
    /// @param room bytes that they take when every text is ASCII
    static ByteBuffer written(int room, Writing writing) {
        try {
            return written(new byte[room], writing);
        } catch (CodedOutputStream.OutOfSpaceException _) {
            try {
                return written(new byte[MOST_PER_CHAR * room], writing);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static ByteBuffer written(byte[] bytes, Writing writing) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writing.to(out);
        return ByteBuffer.wrap(bytes, 0, out.getTotalBytesWritten());
    }

    static void text(CodedOutputStream out, int field, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            anyText(out, field, text);
        }
    }

    /// The same, also when it is empty. The JDK turns ASCII into bytes faster than the library.
    static void anyText(CodedOutputStream out, int field, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt32NoTag(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    static void message(CodedOutputStream out, int field, ByteBuffer bytes) throws IOException {
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt32NoTag(bytes.remaining());
        int from = bytes.arrayOffset() + bytes.position();
        out.write(bytes.array(), from, bytes.remaining());
    }

    static void number(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }

    /// A time near the id's own: the nanoseconds between them.
    static void time(CodedOutputStream out, int field, CallId id, Instant time) throws IOException {
        long millis = id.uuid().getMostSignificantBits() >>> 16;
        long nanos = (time.getEpochSecond() * 1000 - millis) * 1_000_000 + time.getNano();
        if (nanos != 0) {
            out.writeSInt64(field, nanos);
        }
    }

    static Instant time(CodedInputStream in, CallId id) throws IOException {
        return id.madeAt().plusNanos(in.readSInt64());
    }

    static void id(CodedOutputStream out, int field, CallId id) throws IOException {
        UUID uuid = id.uuid();
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        out.writeByteArray(field, bytes.array());
    }

    static CallId id(CodedInputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(in.readByteArray());
        return new CallId(new UUID(bytes.getLong(), bytes.getLong()));
    }
}
