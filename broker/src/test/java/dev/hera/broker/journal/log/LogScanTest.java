package dev.hera.broker.journal.log;

import static dev.hera.broker.journal.log.LogStage.SPAN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.JournalFault.Kind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

class LogScanTest {
    /// Frames in one file.
    private static final int A_FILE = LogStage.BYTES / SPAN;

    @TempDir(factory = InMemory.class)
    Path folder;

    private LogStage stage;

    @BeforeEach
    void set() {
        stage = new LogStage(folder.resolve("log"));
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void anEmptyLogGoesOnWhereTheTablesEnd() throws IOException {
        LogScan scan = stage.scan(7);
        assertEquals(8, scan.next());
        assertEquals(0, scan.replayed());
        assertEquals(List.of(), scan.lost());
    }

    @Test
    void framesOfManyFilesAreReplayedInTheirOrder() throws IOException {
        stage.write(1, 3 * A_FILE + 2);
        LogScan scan = stage.scan(0);
        assertEquals(numbers(1, 3 * A_FILE + 2), LogStage.replayed(scan));
        assertEquals(3 * A_FILE + 3, scan.next());
        assertEquals(List.of(), scan.lost());
    }

    @Test
    void whatTheTablesHaveIsNotReplayed() throws IOException {
        stage.write(1, 40);
        LogScan scan = stage.scan(33);
        assertEquals(numbers(34, 40), LogStage.replayed(scan));
        assertEquals(7, scan.replayed());
        assertEquals(41, stage.scan(40).next());
    }

    /// Whatever part of a frame came to disk before the power went: nobody was told of it.
    @Test
    void anUnfinishedFrameIsDroppedAndCounted() throws IOException {
        stage.write(1, 3);
        Path file = stage.used().getFirst();
        long mark = LogStage.bytes(file).getLong(0);
        byte[] frame = LogStage.marked(4, LogStage.CONTENT, mark);
        for (int length = 0; length < frame.length; length++) {
            LogStage.put(file, 3 * SPAN, Arrays.copyOf(frame, length));
            LogScan scan = stage.scan(0);
            assertEquals(4, scan.next(), length + " bytes");
            assertEquals(List.of(), scan.lost(), length + " bytes");
            // the content ends in zeroes, as the file does
            boolean isWhole = length > frame.length - Long.BYTES;
            if (length >= 24 && !isWhole) {
                assertEquals(frame.length, scan.unfinished(), length + " bytes");
            }
        }
        LogStage.put(file, 3 * SPAN, frame);
        assertEquals(numbers(1, 4), LogStage.replayed(stage.scan(0)));
    }

    @Test
    void garbageBehindTheEndIsNothing() throws IOException {
        stage.write(1, 3);
        Path file = stage.used().getFirst();
        byte[] garbage = new byte[LogStage.BYTES - 3 * SPAN];
        for (int seed = 0; seed < 50; seed++) {
            new Random(seed).nextBytes(garbage);
            LogStage.put(file, 3 * SPAN, garbage);
            LogScan scan = stage.scan(0);
            assertEquals(4, scan.next());
            assertEquals(List.of(), scan.lost());
        }
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        assertEquals(4, stage.scan(0).next());
    }

    /// The mark beside the log knows that the frame was there, wherever the file was cut.
    @Test
    void aCutOffFrameThatSomebodyWasToldOfIsALoss() throws IOException {
        stage.write(1, 3);
        Path file = stage.used().getFirst();
        for (int length = 3 * SPAN - 1; length >= 2 * SPAN; length--) {
            LogStage.cut(file, length);
            LogScan scan = stage.scan(0);
            assertEquals(1, scan.lost().size(), length + " bytes are left");
            assertEquals(3, scan.lost().getFirst().from());
            assertEquals(3, scan.lost().getFirst().to());
            assertEquals(4, scan.next());
        }
    }

    @Test
    void everyFlippedBitOfAFrameIsALossOfThatFrameAlone() throws IOException {
        stage.write(1, 5);
        Path file = stage.used().getFirst();
        for (int bit = 0; bit < (Frame.HEAD + LogStage.CONTENT) * 8; bit += 3) {
            int at = SPAN + bit / 8;
            boolean isChecked = bit / 8 < 36 || bit / 8 >= Frame.HEAD;
            LogStage.flip(file, at, bit % 8);
            LogScan scan = stage.scan(0);
            if (isChecked) {
                assertEquals(1, scan.lost().size(), "bit " + bit);
                assertEquals(
                        "2-2", scan.lost().getFirst().from() + "-" + scan.lost().getFirst().to());
                assertEquals(List.of(1L, 3L, 4L, 5L), LogStage.replayed(scan));
            }
            LogStage.flip(file, at, bit % 8);
        }
        assertEquals(numbers(1, 5), LogStage.replayed(stage.scan(0)));
    }

    @Test
    void aMissingFileInTheMiddleIsNamedWithItsTimes() throws IOException {
        stage.write(1, 4 * A_FILE);
        Files.delete(stage.used().get(1));
        LogScan scan = stage.scan(0);
        assertEquals(1, scan.lost().size());
        assertEquals(
                ("records %d to %d, written after 2027-01-15T08:00:00.%03dZ"
                                + " and before 2027-01-15T08:00:00.%03dZ")
                        .formatted(A_FILE + 1, 2 * A_FILE, A_FILE, 2 * A_FILE + 1),
                scan.lost().getFirst().toString());
        assertEquals(4 * A_FILE + 1, scan.next());
    }

    @Test
    void aMissingLastFileIsNamed() throws IOException {
        stage.write(1, 2 * A_FILE);
        Files.delete(stage.used().getLast());
        LogScan scan = stage.scan(0);
        assertEquals(A_FILE + 1, scan.lost().getFirst().from());
        assertEquals(2 * A_FILE, scan.lost().getFirst().to());
    }

    @Test
    void whatIsMissingButInTheTablesIsNoLoss() throws IOException {
        stage.write(1, 4 * A_FILE);
        Files.delete(stage.used().get(1));
        LogScan scan = stage.scan(2 * A_FILE);
        assertEquals(List.of(), scan.lost());
        assertEquals(numbers(2 * A_FILE + 1, 4 * A_FILE), LogStage.replayed(scan));
    }

    /// A caller may send what looks like a frame; a torn frame around it does not set it free.
    @Test
    void aForgedFrameInACallersBodyIsNeverTaken() throws IOException {
        stage.write(1, 2);
        Path file = stage.used().getFirst();
        long mark = LogStage.bytes(file).getLong(0);
        for (long guess : new long[] {0, -1, mark + 1}) {
            byte[] forged = LogStage.marked(3, 100, guess);
            byte[] frame = LogStage.marked(3, LogStage.CONTENT, mark);
            System.arraycopy(forged, 0, frame, Frame.HEAD + 16, forged.length);
            LogStage.put(file, 2 * SPAN, frame);
            assertEquals(List.of(1L, 2L), LogStage.replayed(stage.scan(0)));
            assertEquals(3, stage.scan(0).next());
        }
    }

    @Test
    void framesThatContradictEachOtherAreRefused() throws IOException {
        stage.write(1, 2);
        Path file = stage.used().getFirst();
        long mark = LogStage.bytes(file).getLong(0);
        byte[] wide = LogStage.marked(2, LogStage.CONTENT, mark);
        new Frame(2, 5, 0, LogStage.CONTENT).writeTo(ByteBuffer.wrap(wide));
        LogStage.put(file, 2 * SPAN, wide);
        JournalFault fault = assertThrows(JournalFault.class, () -> stage.scan(0));
        assertEquals(Kind.DAMAGED, fault.kind());
        assertTrue(
                String.valueOf(fault.getMessage()).contains("records 2 to 6"), fault.getMessage());
    }

    @Test
    void aDamagedMarkBesideTheLogInventsNothing() throws IOException {
        stage.write(1, 3);
        Path mark = stage.folder.resolve("synced");
        for (int at = 0; at < 1024; at++) {
            LogStage.flip(mark, at, at % 8);
            assertEquals(List.of(), stage.scan(0).lost(), "byte " + at);
            LogStage.flip(mark, at, at % 8);
        }
        Files.write(mark, new byte[1024]);
        JournalFault fault = assertThrows(JournalFault.class, () -> stage.scan(0));
        assertEquals(Kind.DAMAGED, fault.kind());
    }
}
