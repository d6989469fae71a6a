package dev.hera.broker.journal.flight;

import dev.hera.broker.call.CallId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A place for each call under way, in memory that outlives the process; any thread, no lock.
///
/// A place is 32 bytes: how far the call came and the status it ended with, and its id. Taking one
/// is one compare-and-set, what follows are plain writes of the one that took it. A call that finds
/// no place near its own is not on the board, and `unknown` if the process dies.
public final class FlightBoard {
    /// A call that is not on the board.
    public static final int NOWHERE = -1;

    private static final int HEAD = 64;
    private static final int PLACE = 32;
    private static final int PLACES = 1 << 14;
    private static final int TRIES = 32;

    /// The status stands above the stage in the same word, so that both are seen or neither.
    private static final int STATUS = 8;

    private static final long TAKEN = -1;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;
    private final Map<CallId, Reached> found;

    private FlightBoard(Path file, UUID boot) throws IOException {
        try (FileChannel channel = channel(file)) {
            long size = HEAD + (long) PLACES * PLACE;
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto());
        }
        found = isOf(boot) ? read() : Map.of();
        memory.fill((byte) 0);
        memory.set(ValueLayout.JAVA_LONG, 0, boot.getMostSignificantBits());
        memory.set(ValueLayout.JAVA_LONG, 8, boot.getLeastSignificantBits());
    }

    /// Opens the board and empties it.
    ///
    /// @param boot which start of the machine this is; what an earlier one left counts for nothing
    public static FlightBoard open(Path file, UUID boot) {
        try {
            return new FlightBoard(file, boot);
        } catch (IOException e) {
            throw new UncheckedIOException("the board " + file + " cannot be used: " + e, e);
        }
    }

    /// Which start of the machine this is; a new one each time where the system does not say.
    public static UUID machineBoot() {
        try {
            String text = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            return UUID.fromString(text.strip());
        } catch (IOException | IllegalArgumentException _) {
            return UUID.randomUUID();
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private boolean isOf(UUID boot) {
        return memory.get(ValueLayout.JAVA_LONG, 0) == boot.getMostSignificantBits()
                && memory.get(ValueLayout.JAVA_LONG, 8) == boot.getLeastSignificantBits();
    }

    private Map<CallId, Reached> read() {
        Map<CallId, Reached> calls = new LinkedHashMap<>();
        for (int place = 0; place < PLACES; place++) {
            long at = at(place);
            long word = memory.get(ValueLayout.JAVA_LONG, at);
            if (word > 0) {
                long high = memory.get(ValueLayout.JAVA_LONG, at + 8);
                long low = memory.get(ValueLayout.JAVA_LONG, at + 16);
                Stage stage = Stage.of((int) word & (1 << STATUS) - 1);
                Reached reached = new Reached(stage, (int) (word >>> STATUS));
                calls.merge(new CallId(new UUID(high, low)), reached, FlightBoard::further);
            }
        }
        return calls;
    }

    /// An accepted call has two places while it is delivered and its acceptance is being written.
    private static Reached further(Reached one, Reached other) {
        return one.stage() == Stage.ACCEPTED ? other : one;
    }

    /// The calls that were under way when the process before this one died.
    public Map<CallId, Reached> found() {
        return found;
    }

    /// Takes a place for a call that is opened, or goes on; [#NOWHERE] when there is none.
    ///
    /// @param stage how far it is
    public int enter(CallId id, Stage stage) {
        long low = id.uuid().getLeastSignificantBits();
        for (int i = 0; i < TRIES; i++) {
            int place = (int) (low + i) & (PLACES - 1);
            long at = at(place);
            if (LONG.compareAndSet(memory, at, 0L, TAKEN)) {
                memory.set(ValueLayout.JAVA_LONG, at + 8, id.uuid().getMostSignificantBits());
                memory.set(ValueLayout.JAVA_LONG, at + 16, low);
                LONG.setRelease(memory, at, (long) stage.number());
                return place;
            }
        }
        return NOWHERE;
    }

    /// The call left for a worker.
    public void left(int place) {
        note(place, Stage.LEFT.number());
    }

    /// The call is over.
    public void ended(int place, Reached how) {
        note(place, how.stage().number() | (long) how.status() << STATUS);
    }

    private void note(int place, long word) {
        if (place != NOWHERE) {
            LONG.setRelease(memory, at(place), word);
        }
    }

    /// Its ending is on disk: the place is free again.
    public void leave(int place) {
        if (place != NOWHERE) {
            LONG.setRelease(memory, at(place), 0L);
        }
    }

    private static long at(int place) {
        return HEAD + (long) place * PLACE;
    }
}
