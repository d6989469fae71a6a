package dev.hera.worker.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.wire.BrokerNode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

class SightingsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Sightings sightings = new Sightings();

    private static BrokerNode node(String id) {
        return new BrokerNode(
                id, "h", 1, 2, List.of("hera.v1"), "1", UUID.randomUUID(), Instant.EPOCH);
    }

    @Test
    void vanishedBrokerCountsForTwoSecondsMore() {
        BrokerNode one = node("b1");
        BrokerNode two = node("b2");
        assertEquals(List.of(one, two), sightings.saw(List.of(two, one), 0));
        assertEquals(OptionalLong.empty(), sightings.lookAgainIn(0));
        assertEquals(List.of(one, two), sightings.saw(List.of(two), SECOND));
        assertEquals(OptionalLong.of(SECOND), sightings.lookAgainIn(2 * SECOND));
        assertEquals(List.of(one, two), sightings.saw(List.of(two), 3 * SECOND - 1));
        assertEquals(List.of(two), sightings.saw(List.of(two), 3 * SECOND));
        assertEquals(OptionalLong.empty(), sightings.lookAgainIn(3 * SECOND));
    }

    @Test
    void rebornBrokerStandsInTheOldOnesPlaceAtOnce() {
        BrokerNode old = node("b1");
        BrokerNode reborn = node("b1");
        sightings.saw(List.of(old), 0);
        sightings.saw(List.of(), SECOND);
        assertEquals(List.of(reborn), sightings.saw(List.of(reborn), 2 * SECOND));
        assertEquals(List.of(reborn), sightings.saw(List.of(), 3 * SECOND));
        assertEquals(List.of(reborn), sightings.saw(List.of(), 4 * SECOND));
        assertEquals(List.of(), sightings.saw(List.of(), 5 * SECOND));
    }
}
