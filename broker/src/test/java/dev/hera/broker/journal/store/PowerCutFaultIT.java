package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.broker.journal.log.InMemory;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Power cuts: the disk of a writing process is copied as it lies there, with nothing of what the
/// system had only in memory, and a store is opened on the copy. `-Dhera.cuts=200` for as many.
class PowerCutFaultIT {
    private static final int SEGMENT = 64 << 10;
    private static final int MEGABYTES = 48;
    private static final int CUTS = Integer.getInteger("hera.cuts", 20);

    /// After so many records a new disk: the old one fills up.
    private static final int RECORDS_A_DISK = 15_000;

    @TempDir(factory = InMemory.class)
    Path folder;

    private final Random random = new Random();
    private int cuts;
    private int withLoss;

    @Test
    void whatWasToldBeforeAPowerCutIsThereAfterIt() throws Exception {
        long seed = Long.getLong("hera.seed", System.nanoTime());
        random.setSeed(seed);
        boolean works = LoopDisk.works(folder);
        if (!works) {
            System.err.println("SKIPPED: " + CUTS + " power cuts");
        }
        assumeTrue(works);
        while (cuts < CUTS) {
            Path image = folder.resolve("disk.img");
            LoopDisk.format(image, MEGABYTES);
            try (LoopDisk disk = LoopDisk.mount(image, folder.resolve("disk"))) {
                cut(image, disk.path().resolve("store"));
            }
            Files.delete(image);
        }
        System.out.println(
                "power cuts: seed %d, %d cuts, %d in the middle of a batch"
                        .formatted(seed, cuts, withLoss));
    }

    private void cut(Path image, Path store) throws Exception {
        try (ChildProcess child =
                ChildProcess.start(List.of(), List.of(), store, SEGMENT, Integer.MAX_VALUE)) {
            while (cuts < CUTS && child.told() < RECORDS_A_DISK) {
                child.awaitTold(child.told() + 1 + random.nextInt(400));
                signal("STOP", child.pid());
                awaitStopped(child.pid());
                child.awaitSilence();
                Path copy = folder.resolve("copy.img");
                LoopDisk.copy(image, copy);
                look(copy, child.told(), child.sent());
                signal("CONT", child.pid());
                cuts++;
            }
            child.kill();
        }
    }

    private void look(Path copy, long told, long sent) throws Exception {
        try (LoopDisk disk = LoopDisk.mount(copy, folder.resolve("copy"))) {
            StoreSettings settings =
                    new StoreSettings(
                            disk.path().resolve("store"), SEGMENT, 4L * SEGMENT, Loss.REFUSE);
            try (JournalStore store = RocksStore.open(settings)) {
                Sequel.compare(store, told, sent);
                withLoss += store.recovered().next() <= sent ? 1 : 0;
            }
        }
        Files.delete(copy);
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertTrue(kill.waitFor() == 0, "kill -" + name);
    }

    private static void awaitStopped(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!Files.readString(stat).contains(") T ")) {
            assertTrue(System.nanoTime() < deadline, "it does not stop");
            Thread.onSpinWait();
        }
    }
}
