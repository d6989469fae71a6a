package dev.hera.broker.journal.log;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The head of a batch on the log.
///
/// It begins with the mark of its file, a number drawn when the file was last taken into use: what
/// an earlier use left behind has another mark, and what a caller sends cannot contain this one.
///
/// @param first the sequence number of its first record
/// @param count how many sequence numbers it takes
/// @param millis when it was written
/// @param length bytes of operations that follow
public record Frame(long first, int count, long millis, int length) {
    /// Bytes of a head; frames begin at multiples of [#STEP].
    public static final int HEAD = 40;

    static final int STEP = 8;
    private static final int CHECKED_FROM = 16;

    /// Its last sequence number.
    public long last() {
        return first + count - 1;
    }

    /// Bytes on the log, up to where the next frame begins.
    int span() {
        return (HEAD + length + STEP - 1) / STEP * STEP;
    }

    /// Fills in the head at the buffer's start, but for the mark; the operations already stand
    /// behind it.
    public void writeTo(ByteBuffer frame) {
        frame.putInt(12, length).putLong(16, first).putLong(24, millis);
        frame.putInt(32, count).putInt(36, 0);
        frame.putInt(8, checksum(frame, 0, length));
    }

    /// The frame that begins here; null when there is no whole one with this mark.
    static @Nullable Frame at(ByteBuffer log, int offset, long mark) {
        if (offset + HEAD > log.limit() || log.getLong(offset) != mark) {
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

    private static int checksum(ByteBuffer log, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(log.slice(offset + CHECKED_FROM, HEAD - CHECKED_FROM + length));
        return (int) crc.getValue() ^ length;
    }
}
