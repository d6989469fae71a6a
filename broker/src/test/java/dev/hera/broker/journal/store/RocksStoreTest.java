package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.InMemory;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.log.Lost;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What is true of this store alone: its files and what is missing from them.
class RocksStoreTest {
    private static final int SEGMENT = 16 << 10;

    @TempDir(factory = InMemory.class)
    Path folder;

    private Path place;
    private int buffer = 1 << 20;

    @BeforeEach
    void set() {
        place = folder.resolve("store");
    }

    private JournalStore open(Loss loss) {
        return RocksStore.open(new StoreSettings(place, SEGMENT, buffer, loss));
    }

    /// A store as a kill leaves it: its tables have everything up to `flushed` on disk.
    private void killed(int flushed, int last) throws IOException {
        Path alive = folder.resolve("alive");
        Batch batch = new Batch();
        try (JournalStore store =
                RocksStore.open(new StoreSettings(alive, SEGMENT, buffer, Loss.REFUSE))) {
            for (long next = 1; next <= last; next += batch.count()) {
                Sequel.fill(batch, next, Instant.ofEpochMilli(1_800_000_000_000L + next));
                store.append(batch, () -> {});
                if (next <= flushed && next + batch.count() > flushed) {
                    store.erase(Table.KEYS, Sequel.key(0), Sequel.key(1));
                }
            }
            Folders.copyAlive(alive, place);
        }
    }

    private List<Path> files(String inside, String end) throws IOException {
        try (Stream<Path> all = Files.walk(place.resolve(inside))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aMissingFileOfTheLogIsRefusedUntilItIsAcceptedAsLost() throws IOException {
        killed(0, 100);
        Path gone = files("log", ".log").get(1);
        Files.delete(gone);
        JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(Kind.DAMAGED, fault.kind());
        assertTrue(fault.getMessage().contains("--accept-loss"), fault.getMessage());
        JournalFault again = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(fault.getMessage(), again.getMessage());

        Lost lost;
        try (JournalStore store = open(Loss.ACCEPT)) {
            assertEquals(1, store.recovered().lost().size());
            lost = store.recovered().lost().getFirst();
            assertTrue(fault.getMessage().contains(lost.toString()), fault.getMessage());
            assertTrue(lost.from() > 1 && lost.to() >= lost.from(), lost.toString());
            for (long number = 1; number <= 100; number++) {
                byte[] value = store.get(Table.CALLS, Sequel.key(number));
                if (number < lost.from() || number > lost.to()) {
                    Sequel.proves(number, value);
                } else {
                    assertNull(value);
                }
            }
        }
        // once accepted it is no reason to refuse, and it stays known
        try (JournalStore store = open(Loss.REFUSE)) {
            assertEquals(List.of(lost), store.recovered().lost());
        }
    }

    @Test
    void withoutItsTablesTheStoreSaysWhatIsGone() throws IOException {
        killed(120, 200);
        for (Path file : files("tables", "")) {
            Files.delete(file);
        }
        JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(Kind.DAMAGED, fault.kind());
        assertTrue(fault.getMessage().contains("misses records 1 to "), fault.getMessage());
    }

    /// The tables' library looks at the first few files only.
    @Test
    void everyMissingFileOfTheTablesIsRefusedByName() throws IOException {
        buffer = 64 << 10;
        killed(0, 3000);
        Folders.copy(place, folder.resolve("pristine"));
        int ranges = 0;
        List<Path> files = files("tables", ".sst");
        assertTrue(files.size() > 20, files.size() + " files");
        for (Path gone : files) {
            Folders.copy(folder.resolve("pristine"), place);
            Files.delete(gone);
            JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
            assertEquals(Kind.DAMAGED, fault.kind());
            String name = gone.getFileName().toString();
            assertTrue(fault.getMessage().contains(name), fault.getMessage());
            ranges += fault.getMessage().contains("are there): 00000000") ? 1 : 0;
        }
        assertTrue(ranges > 0, "no range was named");
    }

    @Test
    void aSecondOwnerIsToldWhoTheFirstIsAndTakesNothing() throws Exception {
        long me = ProcessHandle.current().pid();
        try (JournalStore store = open(Loss.REFUSE)) {
            JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
            assertEquals(Kind.TAKEN, fault.kind());
            assertTrue(fault.getMessage().contains("process, " + me), fault.getMessage());
            // and not only in this process: asking must not have given up the lock
            try (ChildProcess child = ChildProcess.start(List.of(), List.of(), place, SEGMENT, 1)) {
                assertEquals(StoreChild.FAULT, child.end());
                assertTrue(child.said().contains("fault TAKEN"), child.said());
                assertTrue(child.said().contains("running process " + me), child.said());
            }
            assertEquals(1, store.recovered().next());
        }
        open(Loss.REFUSE).close();
    }

    @Test
    void aCopyBelongsToNobody() throws IOException {
        try (JournalStore store = open(Loss.REFUSE)) {
            String owner = Files.readString(place.resolve("owner"));
            Path copy = folder.resolve("copy");
            Folders.copy(place, copy);
            Files.writeString(copy.resolve("owner"), owner);
            RocksStore.open(new StoreSettings(copy, SEGMENT, buffer, Loss.REFUSE)).close();
            assertEquals(1, store.recovered().next());
        }
    }

    @Test
    void anOwnerThatIsGoneIsNoHindrance() throws IOException {
        open(Loss.REFUSE).close();
        Files.writeString(place.resolve("owner"), "1 since 2026-01-01T00:00:00Z\n");
        open(Loss.REFUSE).close();
        assertFalse(Files.exists(place.resolve("owner")));
    }

    @Test
    void aFolderThatIsOpenToOthersIsRefused() throws IOException {
        open(Loss.REFUSE).close();
        Folders.mode(place, "rwxr-x---");
        JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(Kind.FOREIGN, fault.kind());
        assertTrue(fault.getMessage().endsWith("run: chmod 700 " + place), fault.getMessage());
    }

    @Test
    void everyFileIsTheOwnersAlone() throws IOException {
        killed(120, 200);
        open(Loss.REFUSE).close();
        for (Path file : files("", "")) {
            assertEquals("rw-------", Folders.mode(file), file.toString());
        }
        assertEquals("rwx------", Folders.mode(place));
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        open(Loss.REFUSE).close();
        Path format = place.resolve("format");
        for (String other : List.of("hera-journal 99\n", "hera-journal 1\n", "", "\0\0")) {
            Files.writeString(format, other);
            JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
            assertEquals(Kind.FOREIGN, fault.kind());
            assertTrue(fault.getMessage().contains("this version reads"), fault.getMessage());
        }
        Files.delete(format);
        JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(Kind.FOREIGN, fault.kind());
    }

    @Test
    void aFolderOfSomebodyElseIsNotTaken() throws IOException {
        Files.createDirectories(place);
        Folders.mode(place, "rwx------");
        Files.writeString(place.resolve("thesis.txt"), "all my work");
        JournalFault fault = assertThrows(JournalFault.class, () -> open(Loss.REFUSE));
        assertEquals(Kind.FOREIGN, fault.kind());
        assertTrue(fault.getMessage().contains("thesis.txt"), fault.getMessage());
    }

    @Test
    void aFirstStartThatWasKilledIsForgiven() throws IOException {
        Files.createDirectories(place);
        Folders.mode(place, "rwx------");
        Files.writeString(place.resolve("format.new"), "hera-j");
        open(Loss.REFUSE).close();
        assertNotNull(files("", "format").getFirst());
    }

    @Test
    void whatIsErasedIsInNoFile() throws IOException {
        byte[] secret = "four and twenty blackbirds".getBytes(StandardCharsets.US_ASCII);
        Batch batch = new Batch();
        try (JournalStore store = open(Loss.REFUSE)) {
            for (long next = 1; next <= 400; next++) {
                batch.begin(next, Instant.EPOCH);
                batch.record(Sequel.key(next), secret, secret.length);
                store.append(batch, () -> {});
            }
            assertTrue(Folders.filesWith(place, secret) > 1);
            batch.begin(401, Instant.EPOCH);
            batch.deleteRange(Table.CALLS, Sequel.key(0), Sequel.key(1000));
            store.append(batch, () -> {});
            store.erase(Table.CALLS, Sequel.key(0), Sequel.key(1000));
            assertEquals(0, Folders.filesWith(place, secret));
        }
        assertEquals(0, Folders.filesWith(place, secret));
    }

    /// The library tidies its files from the moment it is opened on; that takes nothing away from
    /// what is looked through.
    @Test
    void tidyingWhileItOpensIsNoDamage() {
        Batch batch = new Batch();
        for (long next = 1; next <= 4_000; next += batch.count()) {
            try (JournalStore store = open(Loss.REFUSE)) {
                assertEquals(next, store.recovered().next());
                Sequel.fill(batch, next, Instant.ofEpochMilli(1_800_000_000_000L + next));
                store.append(batch, () -> {});
            }
        }
    }
}
