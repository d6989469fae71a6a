package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/// Rows in the order of their ids, column by column, in a mapped file that nobody else sees.
///
/// The digest's thread writes; any thread reads the rows before [#count]. The memory is given back
/// when nobody holds the sheet any more.
final class Sheet {
    static final int ROWS = 1 << 16;
    private static final long LONGS = (long) ROWS * Long.BYTES;
    private static final long LOW = LONGS;
    private static final long WHO = 2 * LONGS;
    private static final long HOW = 3 * LONGS;
    private static final long PRINT = 4 * LONGS;
    private static final long BYTES = PRINT + Print.LONGS * LONGS;
    private static final long SIZE = BYTES + (long) ROWS * Integer.BYTES;

    private final MemorySegment memory;
    private volatile int count;

    private Sheet(MemorySegment memory) {
        this.memory = memory;
    }

    /// An empty one.
    static Sheet in(Path folder) throws IOException {
        Path file = folder.resolve("digest");
        Files.deleteIfExists(file);
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Set<StandardOpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, owner)) {
            MemorySegment memory =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto());
            return new Sheet(memory);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == ROWS;
    }

    void add(Row row) {
        int at = count;
        set(0, at, row.high());
        set(LOW, at, row.low());
        fill(at, row);
        count = at + 1;
    }

    /// The same call, as it is now.
    void fill(int at, Row row) {
        for (int i = 0; i < Print.LONGS; i++) {
            set(PRINT, at * Print.LONGS + i, row.print().bits[i]);
        }
        memory.set(ValueLayout.JAVA_INT, BYTES + (long) at * Integer.BYTES, row.bytes());
        set(WHO, at, row.who());
        set(HOW, at, row.how());
    }

    void kill(int at) {
        set(HOW, at, how(at) | (long) Row.DEAD << 16);
    }

    private void set(long column, int at, long value) {
        memory.set(ValueLayout.JAVA_LONG, column + (long) at * Long.BYTES, value);
    }

    private long get(long column, int at) {
        return memory.get(ValueLayout.JAVA_LONG, column + (long) at * Long.BYTES);
    }

    long high(int at) {
        return get(0, at);
    }

    CallId id(int at) {
        return new CallId(new UUID(get(0, at), get(LOW, at)));
    }

    long who(int at) {
        return get(WHO, at);
    }

    long how(int at) {
        return get(HOW, at);
    }

    int bytes(int at) {
        return memory.get(ValueLayout.JAVA_INT, BYTES + (long) at * Integer.BYTES);
    }

    /// Whether everything in the print may be in the row's.
    boolean mayHave(int at, Print print) {
        for (int i = 0; i < Print.LONGS; i++) {
            long wanted = print.bits[i];
            if ((get(PRINT, at * Print.LONGS + i) & wanted) != wanted) {
                return false;
            }
        }
        return true;
    }

    /// The first row whose id is this or a later one.
    int first(CallId id) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(middle).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
