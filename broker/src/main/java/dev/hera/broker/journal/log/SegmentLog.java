package dev.hera.broker.journal.log;

import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Appends frames to files of one size, each filled with zeroes before its first use and used again
/// once the tables have what it holds. Used by the writing thread alone.
public final class SegmentLog implements AutoCloseable {
    private static final String SUFFIX = ".log";
    private static final int SPARES = 3;

    private final Path folder;
    private final int segmentBytes;
    private final Synced synced;
    private final Deque<Segment> full = new ArrayDeque<>();
    private final Deque<Path> spare = new ArrayDeque<>();
    private long number;
    private Segment current;
    private int offset;

    private record Segment(Path path, FileChannel file, long last) {}

    /// What a start found.
    public record Opened(
            SegmentLog log, long next, long replayed, long unfinished, List<Lost> lost) {}

    /// Takes what the tables do not have yet.
    public interface Reader {
        void read(Frame frame, ByteBuffer operations);
    }

    private SegmentLog(
            Path folder, int segmentBytes, Synced synced, List<Path> files, LogScan.Found found)
            throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.synced = synced;
        int end = found.file();
        for (int i = 0; i < files.size(); i++) {
            number = Math.max(number, numberOf(files.get(i)));
            if (i < end) {
                full.add(open(files.get(i), found.next() - 1));
            } else if (i > end) {
                spare.add(files.get(i));
            }
        }
        while (spare.size() < SPARES) {
            spare.add(create());
        }
        current = open(end < 0 ? spare.remove() : files.get(end), 0);
        offset = found.offset();
    }

    /// Opens the log and reads what the tables do not have.
    ///
    /// @param applied what the tables have
    /// @throws IOException when the disk does not answer
    public static Opened open(Path folder, int segmentBytes, long applied, Reader reader)
            throws IOException {
        Files.createDirectories(folder);
        List<Path> files = files(folder);
        Synced synced = Synced.open(folder.resolve("synced"));
        long reached = synced.sequence();
        if (reached < 0) {
            throw new JournalFault(
                    Kind.DAMAGED, folder.resolve("synced") + " is damaged; remove it to go on");
        }
        LogScan.Found found = LogScan.scan(files, applied, reached, reader::read);
        SegmentLog log = new SegmentLog(folder, segmentBytes, synced, files, found);
        return new Opened(log, found.next(), found.replayed(), found.unfinished(), found.holes());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /// Writes the frame and syncs it; nothing is known of it when that fails.
    public void append(ByteBuffer frame, long last) {
        int span = (frame.limit() + Frame.STEP - 1) / Frame.STEP * Frame.STEP;
        if (span > segmentBytes) {
            throw new IllegalArgumentException(
                    "a batch of %d bytes, a segment has %d".formatted(span, segmentBytes));
        }
        try {
            if (offset + span > segmentBytes) {
                roll();
            }
            for (int at = offset; frame.hasRemaining(); ) {
                at += current.file().write(frame, at);
            }
        } catch (IOException e) {
            throw fault("written", e);
        }
        sync();
        offset += span;
        current = new Segment(current.path(), current.file(), last);
        synced.reached(last);
    }

    private void sync() {
        try {
            current.file().force(false);
        } catch (IOException e) {
            throw new JournalFault(
                    Kind.FAILED,
                    "the journal's log was not synced (%s); the next start tells what it holds"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void roll() throws IOException {
        Path next = spare.isEmpty() ? create() : spare.remove();
        full.add(current);
        current = open(next, 0);
        offset = 0;
        synced.force();
    }

    /// How many files are full and not yet free.
    public int waiting() {
        return full.size();
    }

    /// The tables have everything up to this number on disk: files may be used again.
    public void release(long applied) {
        try {
            while (!full.isEmpty() && full.getFirst().last() <= applied) {
                Segment free = full.removeFirst();
                free.file().close();
                if (spare.size() < SPARES) {
                    spare.add(Files.move(free.path(), path(++number)));
                    syncFolder();
                } else {
                    Files.delete(free.path());
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
            roll();
            spare.forEach(SegmentLog::remove);
            spare.clear();
            for (Segment old : List.copyOf(full)) {
                if (old.last() <= applied) {
                    full.remove(old);
                    old.file().close();
                    remove(old.path());
                }
            }
            syncFolder();
        } catch (IOException e) {
            throw fault("renewed", e);
        }
    }

    private static void remove(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw fault("tidied", e);
        }
    }

    /// Bytes on disk.
    public long size() {
        return (long) (full.size() + spare.size() + 1) * segmentBytes;
    }

    private Path create() throws IOException {
        Path made = path(++number);
        ByteBuffer zeroes = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel file = created(made)) {
            for (long at = 0; at < segmentBytes; ) {
                zeroes.clear().limit((int) Math.min(zeroes.capacity(), segmentBytes - at));
                at += file.write(zeroes, at);
            }
            file.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw e;
        }
        syncFolder();
        return made;
    }

    private static FileChannel created(Path path) throws IOException {
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(path, options, owner);
    }

    private static Segment open(Path path, long last) throws IOException {
        return new Segment(path, FileChannel.open(path, StandardOpenOption.WRITE), last);
    }

    private void syncFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Path path(long index) {
        return folder.resolve("%012d%s".formatted(index, SUFFIX));
    }

    private static long numberOf(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static JournalFault fault(String what, IOException e) {
        String text = String.valueOf(e.getMessage());
        Kind kind = text.contains("No space left") ? Kind.FULL : Kind.FAILED;
        return new JournalFault(kind, "the journal's log was not %s: %s".formatted(what, text), e);
    }

    /// Makes the mark of how far the log came outlive a power cut too.
    public void mark() {
        synced.force();
    }

    @Override
    public void close() {
        try {
            synced.close();
            current.file().close();
            for (Segment segment : full) {
                segment.file().close();
            }
        } catch (IOException e) {
            throw fault("closed", e);
        }
    }
}
