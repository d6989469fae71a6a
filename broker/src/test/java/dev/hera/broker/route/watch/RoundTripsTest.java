package dev.hera.broker.route.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// One bad round trip says nothing of the way; eight do.
class RoundTripsTest {
    @Test
    void nothingIsKnownBeforeTheFirst() {
        assertEquals(0, new RoundTrips().shortest());
    }

    @Test
    void oneLongStandstillChangesNothing() {
        RoundTrips trips = new RoundTrips();
        trips.add(900_000);
        trips.add(12_000_000_000L);
        assertEquals(900_000, trips.shortest());
    }

    @Test
    void longerWayIsBelievedAfterEight() {
        RoundTrips trips = new RoundTrips();
        trips.add(1_000_000);
        for (int i = 0; i < 7; i++) {
            trips.add(40_000_000);
        }
        assertEquals(1_000_000, trips.shortest());
        trips.add(41_000_000);
        assertEquals(40_000_000, trips.shortest());
    }
}
