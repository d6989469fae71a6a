package dev.hera.broker.journal.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Remembers beside the log how far it was synced, so that a log cut off at a frame's edge shows.
///
/// Written to memory that the system keeps even when the process is killed; after a power cut it
/// may say less than the truth, never more. Two places in turn, so that one is always whole.
/// Used by the writing thread alone.
final class Synced implements AutoCloseable {
    private static final int PLACE = 512;
    private static final int SIZE = 2 * PLACE;

    private final FileChannel file;
    private final MappedByteBuffer memory;
    private final CRC32C crc = new CRC32C();
    private int turn;

    private Synced(FileChannel file, MappedByteBuffer memory) {
        this.file = file;
        this.memory = memory;
    }

    static Synced open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (file.size() < SIZE) {
            file.write(ByteBuffer.allocate(SIZE), 0);
            file.force(true);
        }
        return new Synced(file, file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
    }

    /// Everything up to this number is on disk.
    void reached(long sequence) {
        int place = turn;
        turn = PLACE - turn;
        memory.putLong(place, sequence).putInt(place + Long.BYTES, checksum(sequence));
    }

    /// The number reached; 0 when none was ever written, -1 when it cannot be read.
    long sequence() {
        long most = -1;
        boolean blank = true;
        for (int place = 0; place < SIZE; place += PLACE) {
            long sequence = memory.getLong(place);
            int check = memory.getInt(place + Long.BYTES);
            blank &= sequence == 0 && check == 0;
            if (check == checksum(sequence)) {
                most = Math.max(most, sequence);
            }
        }
        return blank ? 0 : most;
    }

    /// Makes it outlive a power cut too.
    void force() {
        try {
            memory.force();
        } catch (UncheckedIOException e) {
            throw new JournalFault(
                    JournalFault.Kind.FAILED, "the journal's mark was not synced", e);
        }
    }

    private int checksum(long sequence) {
        crc.reset();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
