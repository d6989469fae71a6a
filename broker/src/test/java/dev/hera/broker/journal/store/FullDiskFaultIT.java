package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A disk of 64 MiB that somebody else fills and empties.
class FullDiskFaultIT {
    private static final int SEGMENT = 256 << 10;
    private static final int MEGABYTES = 64;

    @TempDir Path folder;
    private LoopDisk disk;
    private long next = 1;
    private long told;

    @BeforeEach
    void mount() throws Exception {
        boolean works = LoopDisk.works(folder);
        if (!works) {
            System.err.println("SKIPPED: 1 trial with a full disk");
        }
        assumeTrue(works);
        LoopDisk.format(folder.resolve("disk.img"), MEGABYTES);
        disk = LoopDisk.mount(folder.resolve("disk.img"), folder.resolve("disk"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private JournalStore open() {
        return RocksStore.open(
                new StoreSettings(disk.path().resolve("store"), SEGMENT, 1 << 20, Loss.REFUSE));
    }

    private void append(JournalStore store) {
        Batch batch = new Batch();
        int count = Sequel.fill(batch, next, Instant.ofEpochMilli(next));
        long last = next + count - 1;
        store.append(batch, () -> told = last);
        next += count;
    }

    private JournalFault appendUntilFull(JournalStore store) {
        for (int i = 0; i < 200_000; i++) {
            try {
                append(store);
            } catch (JournalFault fault) {
                assertEquals(Kind.FULL, fault.kind(), fault.getMessage());
                return fault;
            }
        }
        throw new AssertionError("the disk is not full after record " + next);
    }

    /// Somebody else's file, which leaves only so much room.
    private Path fill(String name, long leave) throws IOException {
        Path filler = disk.path().resolve(name);
        byte[] zeroes = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (disk.path().toFile().getUsableSpace() > leave) {
                out.write(zeroes);
            }
        } catch (IOException e) {
            assertTrue(leave == 0, e.getMessage());
        }
        return filler;
    }

    /// The tables may tidy up and make room meanwhile: then it is filled again.
    private void reviveInVain(JournalStore store) throws IOException {
        for (int i = 0; i < 20; i++) {
            Path rest = fill("rest" + i, 0);
            try {
                store.revive();
            } catch (JournalFault still) {
                assertEquals(Kind.FULL, still.kind(), still.getMessage());
                Files.delete(rest);
                return;
            }
            next = store.recovered().next();
            appendUntilFull(store);
        }
        throw new AssertionError("there was always room again");
    }

    private void goesOn(JournalStore store) {
        store.revive();
        next = store.recovered().next();
        Sequel.compare(store, told, next);
        for (int i = 0; i < 500; i++) {
            append(store);
        }
        Sequel.proves(told, store.get(Table.CALLS, Sequel.key(told)));
    }

    @Test
    void aFullDiskIsSaidAndEndsWithoutARestart() throws IOException {
        try (JournalStore store = open()) {
            append(store);
            Path filler = fill("filler", 6 << 20);
            JournalFault fault = appendUntilFull(store);
            assertTrue(fault.getMessage().contains("make room"), fault.getMessage());
            assertEquals(Kind.FULL, assertThrows(JournalFault.class, () -> append(store)).kind());
            Sequel.proves(told, store.get(Table.CALLS, Sequel.key(told)));
            reviveInVain(store);
            Sequel.proves(1, store.get(Table.CALLS, Sequel.key(1)));
            Files.delete(filler);
            goesOn(store);
        }
        try (JournalStore store = open()) {
            Sequel.compare(store, told, next);
        }
    }

    /// The last byte is taken while the store believes that it has room.
    @Test
    void aDiskThatFillsUpBehindTheStoresBackLosesNothing() throws IOException {
        try (JournalStore store = open()) {
            for (int i = 0; i < 300; i++) {
                append(store);
            }
            Path filler = fill("filler", 0);
            appendUntilFull(store);
            Files.delete(filler);
            goesOn(store);
        }
        try (JournalStore store = open()) {
            Sequel.compare(store, told, next);
        }
    }

    @Test
    void aStartOnAFullDiskSaysSoAndHarmsNothing() throws IOException {
        try (JournalStore store = open()) {
            for (int i = 0; i < 300; i++) {
                append(store);
            }
        }
        Path filler = fill("filler", 0);
        JournalFault fault = assertThrows(JournalFault.class, () -> open().close());
        assertEquals(Kind.FULL, fault.kind(), fault.getMessage());
        Files.delete(filler);
        try (JournalStore store = open()) {
            Sequel.compare(store, told, next);
        }
    }
}
