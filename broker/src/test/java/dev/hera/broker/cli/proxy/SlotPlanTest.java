package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.cli.proxy.Slot.State;

import org.junit.jupiter.api.Test;

import java.util.List;

class SlotPlanTest {
    private static final String A = "10.0.0.1:9101";
    private static final String B = "10.0.0.2:9101";

    private static Slot slot(int number, String place, State state) {
        return new Slot("broker" + number, place, state, "2");
    }

    private static Slot empty(int number) {
        return slot(number, "127.0.0.1:1", State.MAINT);
    }

    private static List<String> plan(List<Slot> slots, Wish... wishes) {
        return SlotPlan.of("hera", slots, List.of(wishes)).commands();
    }

    @Test
    void aNewBrokerGetsTheFirstFreeSlotAddressBeforeState() {
        assertEquals(
                List.of(
                        "set server hera/broker2 addr 10.0.0.2 port 9101",
                        "set server hera/broker2 state ready"),
                plan(
                        List.of(slot(1, A, State.READY), empty(2), empty(3)),
                        new Wish(A, State.READY),
                        new Wish(B, State.READY)));
    }

    @Test
    void nothingIsSaidWhenNothingIsToChange() {
        assertEquals(
                List.of(),
                plan(List.of(slot(1, A, State.READY), empty(2)), new Wish(A, State.READY)));
    }

    @Test
    void aDrainedBrokerWithoutASlotGetsNone() {
        assertEquals(List.of(), plan(List.of(empty(1)), new Wish(A, State.DRAIN)));
    }

    @Test
    void aBrokerInTwoSlotsKeepsOne() {
        assertEquals(
                List.of("set server hera/broker2 state maint"),
                plan(
                        List.of(slot(1, A, State.READY), slot(2, A, State.READY)),
                        new Wish(A, State.READY)));
    }

    @Test
    void aBrokerHasAPlaceInEveryRow() {
        assertEquals(
                List.of(
                        "set server hera/spare1 addr 10.0.0.1 port 9101",
                        "set server hera/spare1 state ready"),
                plan(
                        List.of(
                                slot(1, A, State.READY),
                                new Slot("spare1", "127.0.0.1:1", State.MAINT, "2")),
                        new Wish(A, State.READY)));
    }

    @Test
    void aBrokerTooManyIsHomeless() {
        SlotPlan plan =
                SlotPlan.of(
                        "hera",
                        List.of(slot(1, A, State.READY)),
                        List.of(new Wish(A, State.READY), new Wish(B, State.READY)));
        assertEquals(List.of(B), plan.homeless());
        assertEquals(List.of(), plan.commands());
    }
}
