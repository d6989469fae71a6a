package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.route.watch.Fault;
import dev.hera.wire.Load;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A lease is settled once, whoever says so.
class LeaseTest {
    private static int own(Stage stage) {
        return stage.router.view().workers().stream().mapToInt(RouterView.Connected::own).sum();
    }

    @Test
    void closingWithoutAWordGivesTheSeatBack() {
        Stage stage = Stage.of(2);
        try (Lease lease = stage.seat()) {
            assertEquals(1, own(stage), lease.worker());
        }
        assertEquals(0, own(stage));
    }

    @Test
    void secondWordDoesNothing() {
        Stage stage = Stage.of(2);
        Lease lease = stage.seat();
        lease.answered(Stage.load(0, 0), Stage.EXEC);
        lease.failed(Fault.LATE, Load.NONE);
        lease.busy(Load.NONE);
        lease.close();
        assertEquals(0, own(stage));
        assertEquals(
                0,
                stage.router.view().endpoints().getFirst().places().stream()
                        .mapToDouble(RouterView.Place::errors)
                        .sum());
    }

    @Test
    void settlesOnceWhenAnswerDeadlineAndLostLinkRace() throws InterruptedException {
        Stage stage = Stage.of(2);
        for (int round = 0; round < 500; round++) {
            Lease lease = stage.seat();
            CountDownLatch start = new CountDownLatch(1);
            List<Runnable> words =
                    List.of(
                            () -> lease.answered(Stage.load(0, 0), Stage.EXEC),
                            () -> lease.failed(Fault.LATE, Load.NONE),
                            () -> lease.busy(Load.NONE),
                            lease::dropped,
                            lease::close);
            List<Thread> threads =
                    words.stream().map(w -> Thread.ofVirtual().start(() -> say(start, w))).toList();
            start.countDown();
            for (Thread t : threads) {
                t.join();
            }
            assertEquals(0, own(stage), "round " + round);
        }
    }

    private static void say(CountDownLatch start, Runnable word) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        word.run();
    }
}
