package dev.hera.broker.accept.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.broker.call.CallId;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.Retry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

class LaneTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private final Random random = new Random(11);
    private long nanos = 5_000_000_000L;
    private Instant now = START;
    private int accepted;
    private Lane lane = lane(1000, 4, 3);

    @Test
    void theOldestIsFirstAndASettledOneIsGone() {
        hold(null);
        hold(null);
        Held first = deliver();
        assertEquals(1, first.ticket().number());
        assertEquals(1, first.progress().attempts());
        end(first, new Ending.Done("200"));
        assertEquals(2, deliver().ticket().number());
        assertEquals(1, view().pending());
    }

    @Test
    void noMoreRunAtOnceThanIsSaid() {
        for (int i = 0; i < 10; i++) {
            hold(null);
        }
        List<Held> out = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            out.add(deliver());
        }
        advance(Duration.ofSeconds(1));
        assertEquals(-1, idle());
        end(out.getFirst(), new Ending.Done("200"));
        assertEquals(5, deliver().ticket().number());
    }

    @Test
    void theRateIsKeptAndCanBeChangedWhileRunning() {
        lane = lane(10, 100, 3);
        for (int i = 0; i < 200; i++) {
            hold(null);
        }
        assertEquals(10, deliveredWithin(Duration.ofSeconds(1)), 1);
        lane.rules(rules(10, 100, 3), Lane.Wish.NONE.rate(50.0), nanos);
        assertEquals(50, deliveredWithin(Duration.ofSeconds(1)), 1);
        lane.rules(rules(10, 100, 3), Lane.Wish.NONE.pause(), nanos);
        assertEquals(0, deliveredWithin(Duration.ofSeconds(5)));
        lane.rules(rules(10, 100, 3), Lane.Wish.NONE, nanos);
        assertEquals(10, deliveredWithin(Duration.ofSeconds(1)), 2);
    }

    @Test
    void aFailedOneRestsAndIsParkedAfterItsLastAttempt() {
        hold(null);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Held held = deliver();
            assertEquals(attempt, held.progress().attempts());
            end(held, failed(Retry.End.FAILED));
            advance(LONGEST);
        }
        assertEquals(1, view().parked());
        assertEquals("after 3 attempts: failed", parked().progress().why());
        assertEquals(-1, idle());
    }

    @Test
    void aPauseIsNeverLongerThanTheWidest() {
        lane = lane(1000, 4, 0);
        hold(null);
        for (int attempt = 1; attempt < 40; attempt++) {
            Held held = deliver();
            end(held, failed(Retry.End.FAILED));
            long widest = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(20, attempt));
            assertTrue(idle() <= widest * 1_000_000, "pause of " + idle());
            advance(Duration.ofMillis(widest + 1));
        }
    }

    @Test
    void whatIsNotTriedAgainIsParkedAtOnce() {
        hold(null);
        end(deliver(), failed(Retry.End.REFUSED));
        assertEquals("after 1 attempts: failed", parked().progress().why());
    }

    @Test
    void withoutAWorkerNothingIsUsedUpAndTheNextTryComesSoon() {
        hold(null);
        for (int i = 0; i < 100; i++) {
            Held held = deliver();
            assertEquals(1, held.progress().attempts());
            end(held, new Ending.NotRun("no able worker"));
            assertTrue(view().stalled());
            assertTrue(idle() <= Duration.ofSeconds(2).toNanos());
            advance(Duration.ofSeconds(2));
        }
        lane.wake(nanos);
        end(deliver(), new Ending.Done("200"));
        assertEquals(0, view().pending());
    }

    @Test
    void aWorkerThatComesEndsTheWait() {
        hold(null);
        end(deliver(), new Ending.NotRun("no able worker"));
        assertTrue(idle() > 0);
        lane.wake(nanos);
        advance(Duration.ofMillis(1));
        assertEquals(1, deliver().progress().attempts());
    }

    @Test
    void whatIsTooOldIsParkedUndelivered() {
        hold(null);
        advance(Duration.ofHours(2));
        Step.GiveUp old = assertInstanceOf(Step.GiveUp.class, lane.next(nanos, now));
        lane.apply(old.held(), old.ruling(), nanos);
        assertEquals("older than 3600 s after 0 attempts", parked().progress().why());
    }

    @Test
    void sentAgainItIsYoungAndHasAllItsAttempts() {
        hold(null);
        advance(Duration.ofHours(2));
        Step.GiveUp old = assertInstanceOf(Step.GiveUp.class, lane.next(nanos, now));
        lane.apply(old.held(), old.ruling(), nanos);
        Held parked = parked();
        lane.sendAgain(parked, parked.progress().sentAgain(now));
        assertEquals(0, view().parked());
        for (int attempt = 1; attempt <= 3; attempt++) {
            end(deliver(), failed(Retry.End.UNKNOWN));
            advance(LONGEST);
        }
        assertEquals(3, parked().progress().attempts());
        Held again = parked();
        lane.sendAgain(again, again.progress().sentAgain(now));
        assertEquals(4, deliver().progress().attempts());
    }

    @Test
    void ofOneKeyOneAtATimeInTheOrderTheyCame() {
        hold("a");
        hold("a");
        hold("b");
        Held a1 = deliver();
        Held b1 = deliver();
        assertEquals(List.of(1L, 3L), List.of(a1.ticket().number(), b1.ticket().number()));
        advance(Duration.ofSeconds(1));
        assertEquals(-1, idle());
        end(a1, failed(Retry.End.FAILED));
        advance(LONGEST);
        Held again = deliver();
        assertEquals(1, again.ticket().number());
        end(again, new Ending.Done("200"));
        assertEquals(2, deliver().ticket().number());
    }

    @Test
    void aKillerIsFoundAloneAndBystandersAreDone() {
        for (int i = 0; i < 4; i++) {
            hold(null);
        }
        List<Held> out = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            out.add(deliver());
        }
        out.forEach(held -> end(held, new Ending.Died("the worker died")));
        for (int number = 1; number <= 4; number++) {
            Held suspect = deliver();
            assertEquals(number, suspect.ticket().number());
            advance(Duration.ofSeconds(1));
            assertEquals(-1, idle(), "a suspect has company");
            end(suspect, number == 2 ? new Ending.Died("again") : new Ending.Done("200"));
        }
        assertEquals(1, view().quarantined());
        assertEquals(0, view().pending());
        assertEquals(Standing.QUARANTINED, parked().progress().standing());
    }

    @Test
    void afterAStartEachStandsWhereItStood() {
        Progress delivering = new Progress(Standing.DELIVERING, 2, 0, 1, START, "");
        lane.hold(ticket(7, null), delivering);
        lane.hold(ticket(8, null), new Progress(Standing.PARKED, 3, 0, 0, START, "x"));
        lane.hold(ticket(9, null), new Progress(Standing.QUARANTINED, 2, 0, 2, START, "y"));
        assertEquals(1, view().pending());
        assertEquals(1, view().parked());
        assertEquals(1, view().quarantined());
        assertEquals(3, deliver().progress().attempts());
    }

    @Test
    void theTimeToWaitIsWhatTheDrainSays() {
        lane = lane(100, 100, 3);
        for (int i = 0; i < 5000; i++) {
            hold(null);
        }
        assertEquals(Duration.ofHours(1), lane.until(100, nanos));
        for (int i = 0; i < 4000; i++) {
            end(deliver(), new Ending.Done("200"));
        }
        assertEquals(10.0, (double) lane.until(1000, nanos).toSeconds(), 1.0);
        assertEquals(Duration.ofSeconds(1), lane.until(1, nanos));
    }

    // ---- stage -----------------------------------------------------------------------------

    private Lane lane(double perSecond, int inFlight, int attempts) {
        return new Lane("POST /0/leads", rules(perSecond, inFlight, attempts), random, nanos);
    }

    private static Delivery rules(double perSecond, int inFlight, int attempts) {
        Retry retry =
                new Retry(attempts, FIRST, LONGEST, Set.of(Retry.End.FAILED, Retry.End.UNKNOWN));
        return new Delivery(perSecond, inFlight, retry, Duration.ofHours(1), null, null);
    }

    private void hold(@Nullable String key) {
        lane.hold(ticket(++accepted, key), Progress.accepted(now));
    }

    private Ticket ticket(long number, @Nullable String key) {
        return new Ticket(
                number, CallId.next(now, 7, random), "POST /0/leads", key, now, 100, number);
    }

    private void advance(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
    }

    /// The next delivery, waiting for the rate.
    private Held deliver() {
        for (int i = 0; i < 100; i++) {
            switch (lane.next(nanos, now)) {
                case Step.Deliver(Held held, _) -> {
                    return held;
                }
                case Step.Idle(long wait) when wait > 0 -> advance(Duration.ofNanos(wait));
                case Step.Idle _ -> throw new AssertionError("nothing to deliver");
                case Step.GiveUp _ -> throw new AssertionError("given up");
            }
        }
        throw new AssertionError("waits for ever");
    }

    private int deliveredWithin(Duration time) {
        int count = 0;
        for (long end = nanos + time.toNanos(); nanos < end; advance(Duration.ofMillis(1))) {
            while (lane.next(nanos, now) instanceof Step.Deliver(Held held, _)) {
                count++;
                end(held, new Ending.Done("200"));
            }
        }
        return count;
    }

    private long idle() {
        return assertInstanceOf(Step.Idle.class, lane.next(nanos, now)).nanos();
    }

    private void end(Held held, Ending ending) {
        lane.apply(held, lane.rule(held, ending, now), nanos);
    }

    private static Ending failed(Retry.End end) {
        return new Ending.Failed(end, "failed");
    }

    private Held parked() {
        return lane.givenUp(_ -> true).getFirst();
    }

    private LaneView view() {
        return lane.view(nanos, now);
    }
}
