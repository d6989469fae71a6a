package dev.hera.broker.journal.log;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The head of a batch on the log.
///
/// @param first the sequence number of its first record
/// @param count how many sequence numbers it takes
/// @param millis when it was written
/// @param length bytes of operations that follow
public record Frame(long first, int count, long millis, int length) {
    /// Bytes of a head; frames begin at multiples of [#STEP].
    public static final int HEAD = 40;

    static final int STEP = 8;
    private static final long MAGIC = 0x48_45_52_41_4c_4f_47_31L;
    private static final int CHECKED_FROM = 16;

    /// Its last sequence number.
    public long last() {
        return first + count - 1;
    }

    /// Bytes on the log, up to where the next frame begins.
    int span() {
        return (HEAD + length + STEP - 1) / STEP * STEP;
    }

    /// Fills in the head at the buffer's start; the operations already stand behind it.
    public void writeTo(ByteBuffer frame) {
        frame.putLong(0, MAGIC).putInt(8, 0);
        frame.putInt(12, length).putLong(16, first).putLong(24, millis);
        frame.putInt(32, count).putInt(36, 0);
        frame.putInt(8, checksum(frame, 0, length));
    }

    /// The frame that begins here; null when there is no whole one.
    static @Nullable Frame at(ByteBuffer log, int offset) {
        if (offset + HEAD > log.limit() || log.getLong(offset) != MAGIC) {
            return null;
        }
        int length = log.getInt(offset + 12);
        if (length < 0 || length > log.limit() - offset - HEAD) {
            return null;
        }
        if (log.getInt(offset + 8) != checksum(log, offset, length)) {
            return null;
        }
        int count = log.getInt(offset + 32);
        return new Frame(log.getLong(offset + 16), count, log.getLong(offset + 24), length);
    }

    /// Whether something that calls itself a frame begins here.
    static boolean isLikely(ByteBuffer log, int offset) {
        return offset + HEAD <= log.limit() && log.getLong(offset) == MAGIC;
    }

    static long firstAt(ByteBuffer log, int offset) {
        return log.getLong(offset + 16);
    }

    static int lengthAt(ByteBuffer log, int offset) {
        return Math.max(0, log.getInt(offset + 12));
    }

    private static int checksum(ByteBuffer log, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(log.slice(offset + CHECKED_FROM, HEAD - CHECKED_FROM + length));
        return (int) crc.getValue() ^ length;
    }
}
