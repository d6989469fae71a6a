package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Frame;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/// What is written together; owned and reused by the one writing thread.
///
/// Its bytes are the log's frame as it goes to disk: a head, then one operation after the other.
public final class Batch {
    static final byte PUT = 0;
    static final byte DELETE = 1;
    static final byte DELETE_RANGE = 2;
    static final int OPERATION_HEAD = 8;
    private static final int LONGEST_KEY = 0xffff;
    private static final int KEPT_CAPACITY = 4 << 20;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(256 << 10);
    private long first;
    private int records;
    private Instant at = Instant.EPOCH;

    /// Empties it.
    ///
    /// @param first the sequence number of its first record
    public void begin(long first, Instant at) {
        if (bytes.capacity() > KEPT_CAPACITY) {
            bytes = ByteBuffer.allocateDirect(256 << 10);
        }
        bytes.clear().position(Frame.HEAD);
        this.first = first;
        this.at = at;
        records = 0;
    }

    /// Adds a record; it gets the next sequence number. [Kept] reads it.
    public void record(byte[] key, byte[] content, int length) {
        room(OPERATION_HEAD + key.length + Kept.HEAD + length);
        operation(PUT, Table.CALLS, key, Kept.HEAD + length);
        long sequence = first + records++;
        bytes.put(Kept.VERSION).putLong(sequence);
        crc.reset();
        crc.update(content, 0, length);
        bytes.putInt(Kept.checksum(crc, sequence));
        bytes.put(content, 0, length);
    }

    /// Sets a key.
    public void put(Table table, byte[] key, byte[] value) {
        room(OPERATION_HEAD + key.length + value.length);
        operation(PUT, table, key, value.length);
        bytes.put(value);
    }

    /// Removes a key.
    public void delete(Table table, byte[] key) {
        room(OPERATION_HEAD + key.length);
        operation(DELETE, table, key, 0);
    }

    /// Removes the keys from the first to before the last.
    public void deleteRange(Table table, byte[] from, byte[] to) {
        room(OPERATION_HEAD + from.length + to.length);
        operation(DELETE_RANGE, table, from, to.length);
        bytes.put(to);
    }

    /// Whether nothing was added.
    public boolean isEmpty() {
        return bytes.position() == Frame.HEAD;
    }

    /// How many sequence numbers it takes; at least one, so that every batch leaves a trace.
    public int count() {
        return Math.max(1, records);
    }

    /// Its first sequence number.
    public long first() {
        return first;
    }

    /// When it was begun.
    public Instant at() {
        return at;
    }

    /// Its size so far.
    public int size() {
        return bytes.position();
    }

    /// The whole frame, head and checksum filled in, ready to be written.
    ByteBuffer frame() {
        ByteBuffer frame = bytes.duplicate().flip();
        new Frame(first, count(), at.toEpochMilli(), frame.limit() - Frame.HEAD).writeTo(frame);
        return frame;
    }

    private void operation(byte kind, Table table, byte[] key, int length) {
        if (key.length > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key of %d bytes, %d are allowed".formatted(key.length, LONGEST_KEY));
        }
        bytes.put(kind).put((byte) table.number()).putShort((short) key.length).putInt(length);
        bytes.put(key);
    }

    private void room(int wanted) {
        if (bytes.remaining() < wanted) {
            int capacity = Math.max(bytes.capacity() * 2, bytes.position() + wanted);
            bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
        }
    }
}
