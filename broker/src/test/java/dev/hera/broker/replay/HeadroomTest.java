package dev.hera.broker.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.route.aim.Spare;

import org.junit.jupiter.api.Test;

/// Live calls come first.
class HeadroomTest {
    private static final int SETTLED = 100;

    @Test
    void aFifthOfTheSlotsIsLeftToLiveCalls() {
        Headroom headroom = new Headroom(1_000, 100);
        look(headroom, SETTLED, new Spare(2, 20, 0, 0.1), 0);
        assertEquals(16, headroom.allowed());
        headroom.look(new Spare(2, 20, 16, 0.1), 16);
        assertEquals(16, headroom.allowed(), "its own calls are no reason to step back");
    }

    @Test
    void itBeginsWithAQuarterAndTakesSecondsForTheRest() {
        Headroom headroom = new Headroom(1_000, 100);
        headroom.look(new Spare(2, 100, 0, 0.1), 0);
        assertEquals(20, headroom.allowed());
        look(headroom, 20, new Spare(2, 100, 0, 0.1), 0);
        assertEquals(36, headroom.allowed());
    }

    @Test
    void withoutARateItBeginsWithOneCallAndStepsBackFromHalfBusy() {
        Headroom headroom = new Headroom(1_000, 0);
        headroom.look(new Spare(2, 110, 0, 0.1), 0);
        assertEquals(1, headroom.allowed());
        look(headroom, 20, new Spare(2, 110, 1, 0.1), 1);
        assertEquals(5, headroom.allowed(), "two seconds later");
        look(headroom, 20, new Spare(2, 110, 5, 0.6), 5);
        assertEquals(2, headroom.allowed(), "and two of a busy machine");
    }

    @Test
    void anotherRateIsAnotherManner() {
        Headroom headroom = new Headroom(1_000, 100);
        look(headroom, SETTLED, new Spare(2, 100, 0, 0.1), 0);
        assertEquals(80, headroom.allowed());
        headroom.rate(0);
        headroom.look(new Spare(2, 100, 0, 0.1), 0);
        assertEquals(1, headroom.allowed());
    }

    @Test
    void itStopsWhereLiveCallsUseTheWorkersAndComesBackAfterwards() {
        Headroom headroom = new Headroom(1_000, 100);
        look(headroom, SETTLED, new Spare(2, 20, 20, 0.1), 2);
        assertEquals(0, headroom.allowed());
        headroom.look(new Spare(2, 20, 10, 0.1), 0);
        assertEquals(6, headroom.allowed());
    }

    @Test
    void neverMoreThanWanted() {
        Headroom headroom = new Headroom(3, 100);
        look(headroom, SETTLED, new Spare(2, 20, 0, 0.1), 0);
        assertEquals(3, headroom.allowed());
    }

    @Test
    void busyProcessorsMakeItStepBackToOneCallAtATime() {
        Headroom headroom = new Headroom(100, 100);
        look(headroom, SETTLED, new Spare(1, 10, 1, 0.1), 1);
        look(headroom, 20, new Spare(1, 10, 1, 0.95), 1);
        assertEquals(4, headroom.allowed(), "two seconds later");
        look(headroom, SETTLED, new Spare(1, 10, 1, 0.95), 1);
        assertEquals(1, headroom.allowed());
        headroom.look(new Spare(1, 10, 2, 0.95), 1);
        assertEquals(1, headroom.allowed(), "a live call runs on a busy machine");
        headroom.look(new Spare(1, 10, 9, 0.95), 1);
        assertEquals(0, headroom.allowed(), "live calls have what is for all");
        look(headroom, SETTLED, new Spare(1, 10, 1, 0.2), 1);
        assertEquals(8, headroom.allowed());
    }

    @Test
    void nobodyThereMeansNothingIsSent() {
        Headroom headroom = new Headroom(100, 100);
        headroom.look(new Spare(0, 0, 0, 0), 0);
        assertEquals(0, headroom.allowed());
    }

    private static void look(Headroom headroom, int times, Spare spare, int own) {
        for (int i = 0; i < times; i++) {
            headroom.look(spare, own);
        }
    }
}
