package dev.hera.broker.journal.log;

import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds out what the log holds, at a start, on the starting thread; it changes nothing.
///
/// Whole frames are collected from all files and put into the order of their numbers. Where the
/// numbers stop is the log's end; where they jump is a hole. A frame that is not whole counts for
/// nothing: if somebody was told of it, the mark beside the log says more than the frames do.
public final class LogScan {
    private static final int NOWHERE = -1;

    private final Disk disk;
    private final List<Path> files;
    private final List<Place> places = new ArrayList<>();
    private final List<Torn> torn = new ArrayList<>();
    private final List<Place> wanted = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private long expected;
    private long replayed;

    /// Takes the frames that the tables do not have yet, in their order.
    @FunctionalInterface
    public interface Reader {
        void read(Frame frame, ByteBuffer operations);
    }

    private record Place(Frame frame, Path file, int offset) {}

    /// Something that calls itself a frame and is not whole.
    private record Torn(long first, int bytes) {}

    private LogScan(Disk disk, List<Path> files, long applied) {
        this.disk = disk;
        this.files = files;
        this.expected = applied + 1;
    }

    /// Scans the log's files.
    ///
    /// @param applied frames up to this number are in the tables already
    /// @param synced the log is known to have reached this number
    static LogScan of(Disk disk, List<Path> files, long applied, long synced) throws IOException {
        LogScan scan = new LogScan(disk, files, applied);
        for (Path file : files) {
            scan.collect(file, disk.read(file));
        }
        scan.order(synced);
        return scan;
    }

    private void collect(Path file, ByteBuffer log) {
        long mark = log.limit() < Frame.HEAD ? 0 : log.getLong(0);
        int offset = mark == 0 ? NOWHERE : 0;
        while (offset != NOWHERE) {
            Frame frame = Frame.at(log, offset, mark);
            if (frame == null) {
                offset = resume(log, offset, mark);
            } else {
                places.add(new Place(frame, file, offset));
                offset += frame.span();
            }
        }
    }

    /// Where the next whole frame of this file stands behind a place where none does.
    private int resume(ByteBuffer log, int from, long mark) {
        for (int at = from + Frame.STEP; at + Frame.HEAD <= log.limit(); at += Frame.STEP) {
            if (log.getLong(at) == mark && Frame.at(log, at, mark) != null) {
                return at;
            }
        }
        if (from + Frame.HEAD <= log.limit() && log.getLong(from) == mark) {
            long claimed = Frame.HEAD + Math.max(0L, log.getInt(from + 12));
            torn.add(new Torn(log.getLong(from + 16), (int) Math.min(claimed, log.limit() - from)));
        }
        return NOWHERE;
    }

    private void order(long synced) {
        places.sort(Comparator.comparingLong(place -> place.frame().first()));
        long lastMillis = 0;
        for (Place place : places) {
            Frame frame = place.frame();
            if (frame.last() >= expected) {
                if (frame.first() < expected) {
                    throw overlap(place);
                }
                hole(frame.first() - 1, lastMillis, frame.millis());
                wanted.add(place);
                replayed += frame.count();
                expected = frame.last() + 1;
            }
            lastMillis = frame.millis();
        }
        hole(synced, lastMillis, 0);
    }

    private JournalFault overlap(Place place) {
        return new JournalFault(
                Kind.DAMAGED,
                "the journal's log %s says records %d to %d, but all before %d are known; restore"
                        .formatted(
                                place.file(),
                                place.frame().first(),
                                place.frame().last(),
                                expected));
    }

    private void hole(long to, long afterMillis, long beforeMillis) {
        if (expected <= to) {
            Instant after = Instant.ofEpochMilli(afterMillis);
            lost.add(new Lost(expected, to, after, Instant.ofEpochMilli(beforeMillis)));
            expected = to + 1;
        }
    }

    /// Shows the frames that the tables do not have.
    public void replay(Reader reader) throws IOException {
        Path file = null;
        ByteBuffer log = ByteBuffer.allocate(0);
        for (Place place : wanted) {
            if (!place.file().equals(file)) {
                file = place.file();
                log = disk.read(file);
            }
            int from = place.offset() + Frame.HEAD;
            reader.read(place.frame(), log.slice(from, place.frame().length()));
        }
    }

    List<Path> files() {
        return files;
    }

    /// The number of the next record.
    public long next() {
        return expected;
    }

    /// Records that the tables do not have yet.
    public long replayed() {
        return replayed;
    }

    /// Bytes of an unfinished batch, which nobody was told of.
    public long unfinished() {
        return torn.stream()
                .filter(one -> one.first() == expected)
                .mapToLong(Torn::bytes)
                .max()
                .orElse(0);
    }

    /// What was kept and is gone.
    public List<Lost> lost() {
        return List.copyOf(lost);
    }
}
