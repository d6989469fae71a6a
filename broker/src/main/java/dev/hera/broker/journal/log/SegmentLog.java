package dev.hera.broker.journal.log;

import dev.hera.broker.journal.log.Disk.LogFile;
import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Appends frames to files of one size, each filled with zeroes before its first use and used again
/// once the tables have what it holds. Used by the writing thread alone.
///
/// A start never goes on in a file: it brings everything into the tables and blanks what it found,
/// so that frames of one run are never mixed with those of another.
public final class SegmentLog implements AutoCloseable {
    private static final String SUFFIX = ".log";
    private static final int SPARES = 3;
    private static final int SPARES_AT_START = 1;
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.log");
    private static final String MARK = "synced";

    private final Folder at;
    private final Synced synced;
    private final SecureRandom marks = new SecureRandom();
    private final Deque<Full> full = new ArrayDeque<>();
    private final Deque<Path> spare = new ArrayDeque<>();
    private long number;
    private Path path;
    private LogFile file;
    private long mark;
    private int offset;
    private long last;

    /// Where the log lies.
    ///
    /// @param bytes size of a file
    /// @param reserve with less room than this no further file is begun
    public record Folder(Disk disk, Path path, int bytes, long reserve) {
        private Path file(long number) {
            return path.resolve("%012d%s".formatted(number, SUFFIX));
        }

        /// Says no while there is less room than the reserve.
        public void checkRoom() {
            long room = disk.room(path);
            if (room < reserve) {
                throw new JournalFault(
                        Kind.FULL,
                        "the journal in %s has room for %d bytes and keeps %d free; make room"
                                .formatted(path, room, reserve));
            }
        }
    }

    private record Full(Path path, long last) {}

    private SegmentLog(Folder at, Synced synced, LogScan found) throws IOException {
        this.at = at;
        this.synced = synced;
        this.last = found.next() - 1;
        for (Path old : found.files()) {
            number = Math.max(number, numberOf(old));
            if (spare.size() < SPARES && Files.size(old) == at.bytes()) {
                blank(old);
                spare.add(old);
            } else {
                at.disk().delete(old);
            }
        }
        at.disk().syncNames(at.path());
        while (spare.size() < 1 + SPARES_AT_START) {
            spare.add(create());
        }
        path = spare.remove();
        file = at.disk().open(path);
    }

    /// Finds out what the log holds; changes nothing that is there.
    ///
    /// @param applied what the tables have
    /// @throws IOException when the disk does not answer
    public static LogScan scan(Folder at, long applied) throws IOException {
        Files.createDirectories(at.path());
        try (Synced synced = Synced.open(at.path().resolve(MARK))) {
            return LogScan.of(at.disk(), files(at), applied, synced.sequence());
        }
    }

    /// Begins an empty log; the tables must have everything found on disk.
    ///
    /// @throws IOException when the disk does not answer
    public static SegmentLog begin(Folder at, LogScan found) throws IOException {
        Synced synced = Synced.open(at.path().resolve(MARK));
        try {
            return new SegmentLog(at, synced, found);
        } catch (IOException e) {
            synced.close();
            throw e;
        }
    }

    private static List<Path> files(Folder at) throws IOException {
        return at.disk().list(at.path()).stream()
                .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
                .toList();
    }

    /// Writes the frame and syncs it; nothing is known of it when that fails.
    public void append(ByteBuffer frame, long last) {
        int span = (frame.limit() + Frame.STEP - 1) / Frame.STEP * Frame.STEP;
        if (span > at.bytes()) {
            throw new IllegalArgumentException(
                    "a batch of %d bytes, a segment has %d".formatted(span, at.bytes()));
        }
        try {
            if (offset + span > at.bytes()) {
                roll();
            }
            if (offset == 0) {
                mark = newMark();
            }
            file.write(frame.putLong(0, mark), offset);
        } catch (IOException e) {
            throw fault("written", e);
        }
        sync();
        offset += span;
        this.last = last;
        synced.reached(last);
    }

    private long newMark() {
        long drawn = marks.nextLong();
        return drawn == 0 ? newMark() : drawn;
    }

    private void sync() {
        try {
            file.sync();
        } catch (IOException e) {
            throw new JournalFault(
                    Kind.FAILED,
                    "the journal's log was not synced (%s); the next start tells what it holds"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void roll() throws IOException {
        at.checkRoom();
        begin(spare.isEmpty() ? create() : spare.getFirst());
        spare.remove(path);
        synced.force();
    }

    private void begin(Path next) throws IOException {
        LogFile opened = at.disk().open(next);
        file.close();
        full.add(new Full(path, last));
        path = next;
        file = opened;
        offset = 0;
    }

    /// How many files are full and not yet free.
    public int waiting() {
        return full.size();
    }

    /// The tables have everything up to this number on disk: files may be used again.
    public void release(long applied) {
        try {
            while (!full.isEmpty() && full.getFirst().last() <= applied) {
                Path free = full.removeFirst().path();
                if (spare.size() < SPARES) {
                    spare.add(free);
                } else {
                    at.disk().delete(free);
                }
            }
        } catch (IOException e) {
            throw fault("tidied", e);
        }
    }

    /// Begins a new file, and removes every other one that the tables have: nothing that was
    /// deleted stays behind in them.
    public void renew(long applied) {
        try {
            begin(create());
            for (Path old : List.copyOf(spare)) {
                at.disk().delete(old);
                spare.remove(old);
            }
            for (Full old : List.copyOf(full)) {
                if (old.last() <= applied) {
                    at.disk().delete(old.path());
                    full.remove(old);
                }
            }
            at.disk().syncNames(at.path());
        } catch (IOException e) {
            throw fault("renewed", e);
        }
    }

    /// Bytes on disk.
    public long size() {
        return (long) (full.size() + spare.size() + 1) * at.bytes();
    }

    private Path create() throws IOException {
        Path made = at.file(number + 1);
        at.disk().create(made, at.bytes());
        number++;
        return made;
    }

    /// Without its mark nothing in the file is a frame.
    private void blank(Path old) throws IOException {
        try (LogFile blanked = at.disk().open(old)) {
            blanked.write(ByteBuffer.allocate(Long.BYTES), 0);
            blanked.sync();
        }
    }

    private static long numberOf(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /// The disk's own words depend on the language set, so the room is asked too.
    private JournalFault fault(String what, IOException e) {
        return fault("the journal's log was not " + what, e, at.disk().room(at.path()), at.bytes());
    }

    /// What a failed operation means.
    ///
    /// @param room bytes that can still be written
    /// @param wanted what was about to be written at most
    public static JournalFault fault(String what, IOException e, long room, long wanted) {
        String text = String.valueOf(e.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        boolean full = lower.contains("no space left") || lower.contains("quota") || room < wanted;
        return new JournalFault(full ? Kind.FULL : Kind.FAILED, what + ": " + text, e);
    }

    @Override
    public void close() {
        try (synced) {
            synced.force();
            file.close();
        } catch (IOException e) {
            throw fault("closed", e);
        }
    }
}
