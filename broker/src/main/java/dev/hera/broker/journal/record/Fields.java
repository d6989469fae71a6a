package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Fields as protocol buffers write them; what is empty or zero is left out.
final class Fields {
    static final int LENGTH_DELIMITED = 2;

    /// Bytes that a number, a time or an id take at most, with their tag.
    static final int ROOM = 20;

    private static final int MOST_PER_CHAR = 3;

    private Fields() {}

    static int room(@Nullable String text) {
        return text == null ? 0 : ROOM + MOST_PER_CHAR * text.length();
    }

    static void text(CodedOutputStream out, int field, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            out.writeString(field, text);
        }
    }

    static void number(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }

    /// A time near the id's own: the nanoseconds between them.
    static void time(CodedOutputStream out, int field, CallId id, Instant time) throws IOException {
        long nanos = Duration.between(id.madeAt(), time).toNanos();
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
