package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A log in a folder, of frames whose content is their number over and over.
final class LogStage {
    static final int BYTES = 4096;
    static final int CONTENT = 200;

    /// Of one frame with its head, as it lies in a file.
    static final int SPAN = (Frame.HEAD + CONTENT + 7) / 8 * 8;

    private static final long FIRST_MILLIS = 1_800_000_000_000L;

    final Path folder;

    LogStage(Path folder) {
        this.folder = folder;
    }

    SegmentLog.Folder at() {
        return at(Disk.LOCAL, 0);
    }

    SegmentLog.Folder at(Disk disk, long reserve) {
        return new SegmentLog.Folder(disk, folder, BYTES, reserve);
    }

    LogScan scan(long applied) throws IOException {
        return SegmentLog.scan(at(), applied);
    }

    /// What a start makes of it, when the tables take everything.
    SegmentLog begin(long applied) throws IOException {
        return SegmentLog.begin(at(), scan(applied));
    }

    /// A log that was written from the first number to the last and then left alone.
    void write(int from, int to) throws IOException {
        try (SegmentLog log = begin(from - 1)) {
            append(log, from, to);
        }
    }

    static void append(SegmentLog log, int from, int to) {
        for (int number = from; number <= to; number++) {
            log.append(frame(number, CONTENT), number);
        }
    }

    static ByteBuffer frame(long number, int length) {
        return ByteBuffer.wrap(marked(number, length, 0));
    }

    /// A frame as it lies in a file with this mark.
    static byte[] marked(long number, int length, long mark) {
        byte[] bytes = new byte[Frame.HEAD + length];
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        frame.position(Frame.HEAD);
        while (frame.remaining() >= Long.BYTES) {
            frame.putLong(number);
        }
        frame.clear();
        new Frame(number, 1, FIRST_MILLIS + number, length).writeTo(frame);
        frame.putLong(0, mark);
        return bytes;
    }

    /// The numbers that a start would bring into the tables.
    static List<Long> replayed(LogScan scan) throws IOException {
        List<Long> numbers = new ArrayList<>();
        scan.replay(
                (frame, operations) -> {
                    if (operations.getLong(0) != frame.first()) {
                        throw new AssertionError(
                                "frame %d has the content of %d"
                                        .formatted(frame.first(), operations.getLong(0)));
                    }
                    numbers.add(frame.first());
                });
        return numbers;
    }

    /// Its files that hold a frame, in the order of their names.
    List<Path> used() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> bytes(file).getLong(0) != 0)
                    .sorted()
                    .toList();
        }
    }

    static ByteBuffer bytes(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Changes a file from a place on.
    static void put(Path file, int at, byte[] bytes) throws IOException {
        byte[] content = Files.readAllBytes(file);
        System.arraycopy(bytes, 0, content, at, bytes.length);
        Files.write(file, content);
    }

    static void flip(Path file, int at, int bit) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[at] ^= (byte) (1 << bit);
        Files.write(file, content);
    }

    static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }
}
