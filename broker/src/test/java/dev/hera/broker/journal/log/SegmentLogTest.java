package dev.hera.broker.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.JournalFault.Kind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

class SegmentLogTest {
    private static final int A_FILE = LogStage.BYTES / LogStage.SPAN;

    @TempDir(factory = InMemory.class)
    Path folder;

    private LogStage stage;

    @BeforeEach
    void set() {
        stage = new LogStage(folder.resolve("log"));
    }

    private long fileCount() throws IOException {
        try (Stream<Path> files = Files.list(stage.folder)) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    @Test
    void filesAreUsedAgainOnceTheTablesHaveThem() throws IOException {
        try (SegmentLog log = stage.begin(0)) {
            for (int i = 0; i < 20; i++) {
                LogStage.append(log, i * A_FILE + 1, (i + 1) * A_FILE);
                log.release((long) i * A_FILE);
            }
            assertTrue(fileCount() <= 4, fileCount() + " files");
            assertEquals(fileCount() * LogStage.BYTES, log.size());
        }
        assertEquals(List.of(), stage.scan(19L * A_FILE).lost());
        assertEquals(20 * A_FILE + 1, stage.scan(19L * A_FILE).next());
    }

    @Test
    void framesOfAnEarlierUseDoNotCount() throws IOException {
        try (SegmentLog log = stage.begin(0)) {
            LogStage.append(log, 1, 6 * A_FILE);
            log.release(5L * A_FILE);
            LogStage.append(log, 6 * A_FILE + 1, 7 * A_FILE + 1);
        }
        LogScan scan = stage.scan(5L * A_FILE);
        assertEquals(2 * A_FILE + 1, LogStage.replayed(scan).size());
        assertEquals(List.of(), scan.lost());
    }

    @Test
    void aFileThatIsNotInTheTablesIsKept() throws IOException {
        try (SegmentLog log = stage.begin(0)) {
            LogStage.append(log, 1, 5 * A_FILE);
            assertEquals(4, log.waiting());
            log.release(2L * A_FILE - 1);
            assertEquals(3, log.waiting());
        }
        assertEquals(4 * A_FILE, LogStage.replayed(stage.scan(A_FILE)).size());
    }

    @Test
    void aStartLeavesTheLogEmpty() throws IOException {
        stage.write(1, 3 * A_FILE);
        stage.begin(3L * A_FILE).close();
        assertEquals(List.of(), stage.used());
        assertEquals(3 * A_FILE + 1, stage.scan(3L * A_FILE).next());
    }

    @Test
    void filesOfAnotherSizeAreReplaced() throws IOException {
        stage.write(1, 3 * A_FILE);
        var larger = new SegmentLog.Folder(Disk.LOCAL, stage.folder, 2 * LogStage.BYTES, 0);
        try (SegmentLog log = SegmentLog.begin(larger, SegmentLog.scan(larger, 3L * A_FILE))) {
            assertEquals(fileCount() * 2 * LogStage.BYTES, log.size());
            LogStage.append(log, 3 * A_FILE + 1, 4 * A_FILE);
        }
        assertEquals(A_FILE, LogStage.replayed(stage.scan(3L * A_FILE)).size());
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws IOException {
        stage.write(1, 1);
        Path strange = Files.writeString(stage.folder.resolve("notes.log"), "hello");
        stage.begin(1).close();
        assertEquals("hello", Files.readString(strange));
    }

    @Test
    void afterRenewingNothingOldIsInAnyFile() throws IOException {
        byte[] secret = "four and twenty".getBytes(StandardCharsets.US_ASCII);
        try (SegmentLog log = stage.begin(0)) {
            for (int number = 1; number <= 7 * A_FILE; number++) {
                var frame = LogStage.frame(number, LogStage.CONTENT).put(Frame.HEAD + 8, secret);
                new Frame(number, 1, 0, LogStage.CONTENT).writeTo(frame);
                log.append(frame, number);
                log.release(number - A_FILE);
            }
            assertTrue(filesWith(secret) > 1);
            log.renew(7L * A_FILE);
            assertEquals(0, filesWith(secret));
            assertEquals(0, log.waiting());
            LogStage.append(log, 7 * A_FILE + 1, 7 * A_FILE + 1);
        }
        assertEquals(7 * A_FILE + 2, stage.scan(7L * A_FILE).next());
    }

    private long filesWith(byte[] secret) throws IOException {
        String wanted = new String(secret, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(stage.folder)) {
            return files.filter(
                            file ->
                                    new String(
                                                    LogStage.bytes(file).array(),
                                                    StandardCharsets.ISO_8859_1)
                                            .contains(wanted))
                    .count();
        }
    }

    @Test
    void withoutRoomNoFurtherFileIsBegun() throws IOException {
        var none = stage.at(Disk.LOCAL, Long.MAX_VALUE);
        try (SegmentLog log = SegmentLog.begin(none, stage.scan(0))) {
            LogStage.append(log, 1, A_FILE);
            JournalFault fault =
                    assertThrows(
                            JournalFault.class, () -> LogStage.append(log, A_FILE + 1, A_FILE + 1));
            assertEquals(Kind.FULL, fault.kind());
        }
        assertEquals(A_FILE + 1, stage.scan(0).next());
    }

    @Test
    void aFullDiskIsKnownInEveryLanguage() {
        IOException german = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
        assertEquals(Kind.FULL, SegmentLog.fault("written", german, 100, 4096).kind());
        assertEquals(Kind.FAILED, SegmentLog.fault("written", german, 1 << 20, 4096).kind());
        IOException quota = new IOException("Disk quota exceeded");
        assertEquals(Kind.FULL, SegmentLog.fault("written", quota, 1 << 20, 4096).kind());
    }

    @Test
    void aBatchLargerThanAFileIsTheCallersMistake() throws IOException {
        try (SegmentLog log = stage.begin(0)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> log.append(LogStage.frame(1, LogStage.BYTES), 1));
            LogStage.append(log, 1, 1);
        }
        assertFalse(stage.used().isEmpty());
    }

    @Test
    void aFileIsTheOwnersAlone() throws IOException {
        stage.write(1, 1);
        try (Stream<Path> files = Files.list(stage.folder)) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }
}
