package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A record as it was kept, proved against the checksum that it was given.
///
/// @param content read-only
public record Kept(long sequence, ByteBuffer content) {
    /// Bytes before a record's content: version, sequence, checksum.
    static final int HEAD = 1 + Long.BYTES + Integer.BYTES;

    static final byte VERSION = 1;

    /// Reads what a table of records gave.
    ///
    /// @throws JournalFault when it is not what was kept
    public static Kept of(byte[] value) {
        if (value.length < HEAD || value[0] != VERSION) {
            throw new JournalFault(
                    Kind.DAMAGED,
                    "a record of %d bytes is not of version %d".formatted(value.length, VERSION));
        }
        ByteBuffer record = ByteBuffer.wrap(value).asReadOnlyBuffer();
        long sequence = record.getLong(1);
        CRC32C crc = new CRC32C();
        crc.update(value, HEAD, value.length - HEAD);
        if (record.getInt(1 + Long.BYTES) != checksum(crc, sequence)) {
            throw new JournalFault(
                    Kind.DAMAGED,
                    "the record that says to be number %d is damaged".formatted(sequence));
        }
        return new Kept(sequence, record.slice(HEAD, value.length - HEAD));
    }

    static int checksum(CRC32C content, long sequence) {
        return (int) content.getValue() ^ Long.hashCode(sequence);
    }
}
