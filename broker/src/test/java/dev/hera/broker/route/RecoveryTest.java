package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Load;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

/// What was wrong with a worker is not held against it for longer than it takes to find out.
class RecoveryTest {
    private static final int WORKERS = 6;
    private static final Set<String> NOT_FIRST = Stage.othersThan(0, WORKERS);

    @Test
    void workerThatWasSlowIsBackAfterOneGoodAnswer() {
        Stage stage = Stage.of(WORKERS);
        for (int i = 0; i < 40; i++) {
            answer(stage, 300);
        }
        assertTrue(share(stage) < 0.02, "while slow " + share(stage));
        stage.clock.advance(Duration.ofSeconds(15));
        answer(stage, 10);
        assertTrue(share(stage) > 0.1, "after a good answer " + share(stage));
    }

    @Test
    void workerThatIsSlowStillIsLeftAloneAgainAfterOneMoreAnswer() {
        Stage stage = Stage.of(WORKERS);
        for (int i = 0; i < 40; i++) {
            answer(stage, 300);
        }
        stage.clock.advance(Duration.ofSeconds(15));
        answer(stage, 300);
        assertTrue(share(stage) < 0.02, "still slow " + share(stage));
    }

    @Test
    void workerThatStoodStillIsNotFarAway() {
        Stage stage = Stage.of(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            stage.router.ping("w" + i, Duration.ofMillis(1));
        }
        stage.router.ping("w0", Duration.ofSeconds(12));
        stage.clock.advance(Duration.ofMillis(300));
        assertTrue(share(stage) > 0.1, "after standing still " + share(stage));
    }

    @Test
    void millisecondMoreOnTheWayMovesNobodysShare() {
        Stage stage = Stage.of(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            stage.router.ping("w" + i, Duration.ofNanos(500_000 + i * 150_000L));
        }
        stage.clock.advance(Duration.ofMillis(300));
        assertTrue(share(stage) < 0.25, "a little nearer " + share(stage));
    }

    /// One call that only `w0` may run.
    private static void answer(Stage stage, int millis) {
        Lease lease = stage.seat(Stage.ECHO, NOT_FIRST);
        stage.clock.advance(Duration.ofMillis(millis));
        Duration took = Duration.ofMillis(millis);
        lease.answered(new Load(0, 0, millis * 1_000L, false, false, false), took);
        stage.clock.advance(Duration.ofMillis(300));
    }

    private static double share(Stage stage) {
        return stage.shares(300).getOrDefault("w0", 0) / 300.0;
    }
}
