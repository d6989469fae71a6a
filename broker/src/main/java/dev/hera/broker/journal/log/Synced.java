package dev.hera.broker.journal.log;

import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/// Remembers beside the log how far it was synced, so that a log cut off at a frame's edge shows.
///
/// Written to memory that the system keeps even when the process is killed; after a power cut it
/// may say less than the truth, never more. Two places in turn, so that one is always whole.
/// Used by the writing thread alone.
final class Synced implements AutoCloseable {
    private static final int PLACE = 512;
    private static final int SIZE = 2 * PLACE;
    private static final ValueLayout.OfLong NUMBER =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt CHECK =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    private final FileChannel file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer checked = ByteBuffer.allocate(Long.BYTES);
    private final long found;
    private int turn;

    private Synced(Path path, FileChannel file) throws IOException {
        this.file = file;
        if (file.size() < SIZE) {
            ByteBuffer none = ByteBuffer.allocate(SIZE);
            none.putInt(Long.BYTES, checksum(0)).putInt(PLACE + Long.BYTES, checksum(0));
            file.write(none, 0);
            file.force(true);
        }
        memory = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena);
        long first = at(0);
        long second = at(PLACE);
        found = Math.max(first, second);
        if (found < 0) {
            arena.close();
            throw new JournalFault(Kind.DAMAGED, path + " is damaged; remove it to go on");
        }
        turn = first == found ? PLACE : 0;
    }

    static Synced open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            return new Synced(path, file);
        } catch (IOException | JournalFault e) {
            file.close();
            throw e;
        }
    }

    /// Everything up to this number is on disk.
    void reached(long sequence) {
        memory.set(NUMBER, turn, sequence);
        memory.set(CHECK, turn + Long.BYTES, checksum(sequence));
        turn = PLACE - turn;
    }

    /// The number that it said when it was opened; 0 when none was ever written.
    long sequence() {
        return found;
    }

    /// What a place says; -1 when it is not whole.
    private long at(int place) {
        long sequence = memory.get(NUMBER, place);
        int check = memory.get(CHECK, place + Long.BYTES);
        return check == checksum(sequence) ? sequence : -1;
    }

    /// Makes it outlive a power cut too.
    void force() {
        try {
            memory.force();
        } catch (UncheckedIOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's mark was not synced", e);
        }
    }

    private int checksum(long sequence) {
        crc.reset();
        crc.update(checked.clear().putLong(0, sequence));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        arena.close();
        file.close();
    }
}
