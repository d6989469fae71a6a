package dev.hera.trials.routing;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.trials.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoublePredicate;

/// One worker after the other is loaded, filled, slowed, broken and stopped: its share of the
/// calls drops each time and comes back. Bounds are wide; figures are `RoutingLiveIT`'s.
class RoutingIT {
    private static final int RATE = 60;
    private static final double FAIR = 1.0 / Crew.SIZE;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Trouble> GRADUAL =
            List.of(Trouble.LATENCY, Trouble.CPU, Trouble.MEMORY, Trouble.FAILING);

    /// Three missed questions, one every two seconds, and as much again for a busy machine.
    private static final Duration SUSPECTED = Duration.ofSeconds(8);

    @Test
    void aTroubledWorkersShareDropsAndComesBack(@TempDir Path data) throws IOException {
        try (Platform platform = Platform.up(data, "--workers", "0");
                Crew crew = new Crew(platform);
                OpenLoop calls = new OpenLoop(platform.url(), platform.callerToken(), RATE)) {
            for (int member = 0; member < Crew.SIZE; member++) {
                awaitBack(calls, member);
            }
            for (Trouble trouble : GRADUAL) {
                int member = GRADUAL.indexOf(trouble);
                crew.begin(trouble, member);
                awaitShare(calls, trouble + " felt", member, share -> share < 0.6 * FAIR);
                crew.end(trouble, member);
            }
            stop(crew, calls, GRADUAL.size());
            for (int member = 0; member <= GRADUAL.size(); member++) {
                awaitBack(calls, member);
            }
        }
    }

    private static void awaitBack(OpenLoop calls, int member) {
        awaitShare(calls, "back", member, share -> share > 0.4 * FAIR);
    }

    private static void awaitShare(
            OpenLoop calls, String what, int member, DoublePredicate wanted) {
        try {
            await(PATIENCE, what, () -> wanted.test(lately(calls, member)));
        } catch (AssertionError e) {
            String name = Crew.name(member);
            throw new AssertionError(
                    e.getMessage() + " for " + name + ": " + calls.lately(WINDOW), e);
        }
    }

    private static double lately(OpenLoop calls, int member) {
        long now = System.nanoTime();
        return OpenLoop.share(calls.between(now - WINDOW.toNanos(), now), member);
    }

    /// A process that stands still answers nothing; its calls end as too late, and are counted
    // then.
    private static void stop(Crew crew, OpenLoop calls, int member) {
        long stopped = System.nanoTime();
        crew.begin(Trouble.STOPPED, member);
        long sure = stopped + SUSPECTED.toNanos();
        long end = sure + WINDOW.toNanos();
        Duration most = SUSPECTED.plus(WINDOW).plus(OpenLoop.PATIENCE).plusSeconds(2);
        await(most.plus(PATIENCE), "end of the stop", () -> System.nanoTime() > end);
        crew.end(Trouble.STOPPED, member);
        List<OpenLoop.Sample> early = calls.between(stopped, sure - WINDOW.toNanos());
        List<OpenLoop.Sample> late = calls.between(sure, end);
        assertTrue(early.size() > 2 * RATE && late.size() > RATE, "void: too few calls");
        assertTrue(
                OpenLoop.share(early, member) < 0.5 * FAIR,
                () -> "while stopped: " + OpenLoop.share(early, member));
        assertEquals(0, OpenLoop.share(late, member), "when its silence was known");
    }
}
