package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The system says no to one sync or one write of a real process, with strace. Usually to a few;
/// with `-Dhera.syncs=50` to each of the first fifty.
class SyncFaultIT {
    private static final int SEGMENT = 8 << 10;
    private static final int MOST = Integer.getInteger("hera.syncs", 0);
    private static final int[] FEW = {1, 7, 24, 50};

    @TempDir Path folder;

    @BeforeEach
    void look() throws Exception {
        Process strace = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start();
        boolean works = strace.waitFor() == 0;
        if (!works) {
            System.err.println("SKIPPED: strace may not trace here; no failing sync was tried");
        }
        assumeTrue(works);
    }

    private static int[] places() {
        return MOST == 0 ? FEW : IntStream.rangeClosed(1, MOST).toArray();
    }

    /// @return the child, ended
    private ChildProcess play(Path place, String calls, String inject) throws Exception {
        Files.createDirectories(place);
        List<String> strace =
                List.of(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-qq",
                        "-o",
                        place.resolve("trace").toString(),
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":" + inject);
        ChildProcess child =
                ChildProcess.start(strace, List.of(), place.resolve("store"), SEGMENT, 120);
        child.end();
        return child;
    }

    private static long injected(Path place) throws IOException {
        return Files.readString(place.resolve("trace"))
                .lines()
                .filter(line -> line.contains("(INJECTED)"))
                .count();
    }

    private static void compare(Path place, ChildProcess child) {
        StoreSettings settings =
                new StoreSettings(place.resolve("store"), SEGMENT, 4L * SEGMENT, Loss.REFUSE);
        try (JournalStore store = RocksStore.open(settings)) {
            Sequel.compare(store, child.told(), child.sent());
        }
    }

    @Test
    void afterAFailedSyncNothingIsKeptAndNothingToldIsLost() throws Exception {
        int inTheMiddle = 0;
        for (int place : places()) {
            Path at = folder.resolve("sync" + place);
            ChildProcess child = play(at, "fdatasync,fsync", "error=EIO:when=" + place);
            String when = "sync " + place + ": " + child.said();
            assertTrue(injected(at) > 0, when);
            assertNotEquals(0, child.end(), when);
            assertFalse(child.wasToldAfterAFault(), when);
            compare(at, child);
            inTheMiddle += child.told() > 0 ? 1 : 0;
        }
        assertTrue(inTheMiddle * 3 >= places().length, inTheMiddle + " after a first record");
    }

    /// A full disk is no end: the child revives its store and goes on.
    @Test
    void afterAWriteWithoutSpaceTheProcessGoesOn() throws Exception {
        int revived = 0;
        for (int place : places()) {
            Path at = folder.resolve("write" + place);
            ChildProcess child = play(at, "pwrite64", "error=ENOSPC:when=" + place);
            String when = "write " + place + ": " + child.said();
            assertTrue(injected(at) > 0, when);
            assertFalse(child.wasToldAfterAFault(), when);
            if (child.said().contains("revived")) {
                revived++;
                assertEquals(0, child.end(), when);
            }
            compare(at, child);
        }
        assertTrue(revived > 0, "no store was revived");
    }
}
