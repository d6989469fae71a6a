package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.HaltingDisk;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A process that is killed while it appends. `-Dhera.kills=N` sets how many random moments.
class KillFaultIT {
    private static final int SEGMENT = 32 << 10;
    private static final int KILLS = Integer.getInteger("hera.kills", 4);
    private static final int NO_END = Integer.MAX_VALUE;

    @TempDir Path folder;

    private static long look(Path store, long told, long sent) {
        StoreSettings settings = new StoreSettings(store, SEGMENT, 4L * SEGMENT, Loss.REFUSE);
        try (JournalStore opened = RocksStore.open(settings)) {
            Sequel.compare(opened, told, sent);
            return opened.recovered().next() - 1;
        }
    }

    @Test
    void whatWasToldBeforeAKillAtAnyMomentIsThere() throws Exception {
        long seed = System.nanoTime();
        System.out.println("kills at random moments: seed " + seed);
        Random random = new Random(seed);
        Path store = folder.resolve("store");
        long last = 0;
        for (int i = 0; i < KILLS; i++) {
            try (ChildProcess child =
                    ChildProcess.start(List.of(), List.of(), store, SEGMENT, NO_END)) {
                child.awaitTold(last + 1 + random.nextInt(3000));
                child.kill();
                last = look(store, child.told(), child.sent());
            }
        }
        assertTrue(last > KILLS, "too little happened: " + last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before:5",
                "written:1",
                "synced:1",
                "told:1",
                "told:70",
                "applied:33",
                "created:1",
                "created:2",
                "tables.APPLY:40",
                "tables.FLUSH:1",
            })
    void whatWasToldBeforeAKillAtANamedPointIsThere(String point) throws Exception {
        Path store = folder.resolve("store");
        String crash = "-D" + StoreChild.CRASH + "=" + point;
        long last = 0;
        // the second time something is there already
        for (int round = 0; round < 2; round++) {
            try (ChildProcess child =
                    ChildProcess.start(List.of(), List.of(crash), store, SEGMENT, 400)) {
                assertEquals(HaltingDisk.STATUS, child.end(), () -> "not halted: " + child.said());
                last = look(store, Math.max(last, child.told()), Math.max(last, child.sent()));
            }
        }
    }
}
