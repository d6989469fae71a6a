package dev.hera.broker.cli.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.cli.up.Part.Farewell;
import dev.hera.broker.cli.up.PartKeeper.Mending;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Real processes, small shells, under the keeper.
class PartKeeperIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final News news = new News(new PrintStream(printed, true, StandardCharsets.UTF_8));
    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void makeHome() {
        home = new Home(folder);
        home.make();
    }

    private PartKeeper keeper(String script, Mending mending) {
        Part part =
                new Part(
                        "part",
                        List.of("sh", "-c", script),
                        Map.of(),
                        "here",
                        () -> Files.exists(folder.resolve("ready")),
                        Farewell.TERM,
                        Duration.ofSeconds(2));
        return new PartKeeper(part, home, news, mending);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(home.pid("part")).strip());
    }

    private static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "no " + what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void aPartThatDiesIsSaidAndStartedAgain() throws Exception {
        PartKeeper keeper = keeper("touch " + folder + "/ready; exec sleep 100", Mending.RESTART);
        keeper.start();
        assertTrue(keeper.awaitReady(SOON));
        long first = pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await(
                "second life",
                () -> printed().lines().filter(line -> line.contains("here")).count() == 2);
        assertTrue(printed().contains("was ended by signal 9; again in"), printed());
        long second = pid();
        keeper.stop();
        assertTrue(first != second);
        assertFalse(ProcessHandle.of(second).isPresent());
        assertFalse(Files.exists(home.pid("part")));
    }

    @Test
    void aPartThatIsNeverReadyIsNotTriedAgainAndItsLastWordIsSaid() throws Exception {
        PartKeeper keeper = keeper("echo no such thing; exit 3", Mending.RESTART);
        keeper.start();
        assertFalse(keeper.awaitReady(SOON));
        assertTrue(
                printed().contains("ended with code 3 before it was ready: no such thing"),
                printed());
        assertEquals(1, printed().lines().count());
    }

    @Test
    void aPartThatDoesNotListenIsEndedAfterItsGrace() throws Exception {
        PartKeeper keeper =
                keeper(
                        "trap '' TERM; touch " + folder + "/ready; while :; do sleep 0.1; done",
                        Mending.RESTART);
        keeper.start();
        assertTrue(keeper.awaitReady(SOON));
        long pid = pid();
        keeper.stop();
        assertFalse(ProcessHandle.of(pid).isPresent());
        assertTrue(printed().contains("did not finish in time"), printed());
    }

    @Test
    void ourSettingsAreNotInherited() throws Exception {
        PartKeeper keeper = keeper("env > " + folder + "/ready; exec sleep 100", Mending.LEAVE);
        keeper.start();
        assertTrue(keeper.awaitReady(SOON));
        await("environment", () -> read(folder.resolve("ready")).contains(Remnants.MARK));
        assertFalse(read(folder.resolve("ready")).contains("\nHERA_"));
        keeper.stop();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void pausesGrowToABound() {
        for (int failures = 1; failures < 100; failures++) {
            Duration pause = PartKeeper.pause(failures);
            assertTrue(pause.compareTo(PartKeeper.LONGEST_PAUSE) <= 0, pause.toString());
            assertTrue(failures > 1 || pause.compareTo(PartKeeper.FIRST_PAUSE) <= 0);
        }
    }
}
