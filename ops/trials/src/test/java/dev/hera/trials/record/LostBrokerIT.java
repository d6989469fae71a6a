package dev.hera.trials.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.trials.Platform;
import dev.hera.trials.record.Inquest.Cause;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// What a caller was told is on record when its broker is back: after kill -9, after a power cut,
/// and when the disk says no. `-Dhera.broker.kills=50` and `-Dhera.broker.cuts=50` for as many.
class LostBrokerIT {
    private static final int KILLS = Integer.getInteger("hera.broker.kills", 3);
    private static final int CUTS = Integer.getInteger("hera.broker.cuts", 2);
    private static final long SEED = Long.getLong("hera.seed", System.nanoTime());

    /// A round in which fewer were told something is void.
    private static final int ENOUGH = 150;

    private static final int JOURNAL_FAILED = 3;

    private static Platform platform;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void up(@TempDir Path data) throws IOException {
        platform = Platform.up(data, "--brokers", "1", "--workers", "1", "--no-haproxy");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    /// Lets calls be told something, and goes on to any moment after that.
    private void load(Callers callers) {
        callers.goOn();
        callers.awaitTold(ENOUGH);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
    }

    @Test
    void whatACallerWasToldOutlivesKills(@TempDir Path folder) throws Exception {
        Victim victim = Victim.start(platform, folder).ready();
        Inquest inquest = new Inquest(victim.url(), platform.callerToken());
        try (Callers callers = new Callers(victim.url(), platform.callerToken())) {
            for (int i = 0; i < KILLS; i++) {
                load(callers);
                victim.kill();
                callers.rest();
                victim = Victim.start(platform, folder).ready();
                inquest.ask(callers.heard(), Cause.KILL);
            }
            victim.stop();
            report("kills", KILLS, inquest, inquest.search(Victim.journal(folder), callers.sent()));
        } finally {
            victim.close();
        }
    }

    /// The disk is copied while the broker stands still; then it is killed, and starts on the copy
    /// like after a cut: its board, of an earlier start of the machine, is of no use.
    @Test
    void whatACallerWasToldOutlivesPowerCuts(@TempDir Path folder) throws Exception {
        assumeTrue(Disk.works(folder), "no file system can be mounted here");
        Victim victim = null;
        try (Disk disk = Disk.in(folder)) {
            Path data = disk.folder().resolve("data");
            victim = Victim.start(platform, data).ready();
            Inquest inquest = new Inquest(victim.url(), platform.callerToken());
            try (Callers callers = new Callers(victim.url(), platform.callerToken())) {
                for (int i = 0; i < CUTS; i++) {
                    load(callers);
                    victim.freeze();
                    disk.photograph();
                    victim.kill();
                    callers.rest();
                    disk.comeBack();
                    Files.delete(Victim.journal(data).resolve("board"));
                    victim = Victim.start(platform, data).ready();
                    inquest.ask(callers.heard(), Cause.POWER_CUT);
                }
                victim.stop();
                int records = inquest.search(Victim.journal(data), callers.sent());
                report("power cuts", CUTS, inquest, records);
            } finally {
                victim.close();
            }
        }
    }

    private static void report(String what, int times, Inquest inquest, int records) {
        assertTrue(inquest.outcomes().size() == 4, "void: " + inquest.outcomes());
        System.out.printf(
                "%d %s, seed %d: told %s, %d records%n",
                times, what, SEED, inquest.outcomes(), records);
    }

    @Test
    void aDiskThatDoesNotSyncEndsTheBrokerAndNobodyWasToldMore(@TempDir Path folder)
            throws Exception {
        assumeTrue(works("strace", "-f", "-o", "/dev/null", "true"), "strace may not trace here");
        Path trace = folder.resolve("trace");
        Victim victim =
                Victim.start(
                                platform,
                                folder,
                                "strace",
                                "-f",
                                "--seccomp-bpf",
                                "-qq",
                                "-o",
                                trace.toString(),
                                "-e",
                                "trace=fdatasync",
                                "-e",
                                "inject=fdatasync:error=EIO:when=" + (300 + random.nextInt(100)))
                        .ready();
        Inquest inquest = new Inquest(victim.url(), platform.callerToken());
        try (Callers callers = new Callers(victim.url(), platform.callerToken())) {
            assertEquals(JOURNAL_FAILED, victim.end(), victim.output());
            callers.rest();
            assertTrue(victim.output().contains("the journal failed"), victim.output());
            assertTrue(Files.readString(trace).contains("(INJECTED)"), "void: no sync failed");
            // what failed after the disk did is not on record, and nobody was told that it ran
            List<Told> heard = callers.heard().stream().filter(Told::isDone).toList();
            assertTrue(heard.size() > ENOUGH / 2, "void: " + heard.size() + " were told anything");
            victim = Victim.start(platform, folder).ready();
            inquest.ask(heard, Cause.KILL);
        } finally {
            victim.close();
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
