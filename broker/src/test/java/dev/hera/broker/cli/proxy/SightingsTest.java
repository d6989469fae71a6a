package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.cli.proxy.Readiness.Word;
import dev.hera.broker.cli.proxy.Slot.State;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SightingsTest {
    private static final String A = "10.0.0.1:9101";
    private final Sightings sightings = new Sightings();

    private List<Wish> look(List<String> named, Word word, long now) {
        sightings.look(named, List.of(A), now);
        return sightings.wishes(Map.of(A, word), now);
    }

    @Test
    void silenceOfABrokerWhoseNodeStandsChangesNothing() {
        assertEquals(List.of(), look(List.of(A), Word.SILENT, 0));
    }

    @Test
    void aBrokerThatIsNotReadyIsDrained() {
        assertEquals(List.of(new Wish(A, State.DRAIN)), look(List.of(A), Word.UNREADY, 0));
    }

    @Test
    void aVanishedBrokerThatIsReadyKeepsItsCallsForAWhile() {
        look(List.of(A), Word.READY, 0);
        assertEquals(List.of(new Wish(A, State.READY)), look(List.of(), Word.READY, 1));
        long later = 1 + Sightings.TRUSTED.toNanos();
        assertEquals(List.of(new Wish(A, State.MAINT)), look(List.of(), Word.READY, later));
    }

    @Test
    void aVanishedSilentBrokerIsDrainedAtOnceAndGoneSoon() {
        look(List.of(A), Word.READY, 0);
        assertEquals(List.of(new Wish(A, State.DRAIN)), look(List.of(), Word.SILENT, 1));
        long later = 1 + Sightings.GONE.toNanos();
        assertEquals(List.of(new Wish(A, State.MAINT)), look(List.of(), Word.SILENT, later));
    }

    @Test
    void aNodeThatComesBackIsAsIfNeverGone() {
        look(List.of(A), Word.READY, 0);
        look(List.of(), Word.READY, 1);
        look(List.of(A), Word.READY, 2);
        long later = 1 + Sightings.TRUSTED.toNanos();
        assertEquals(List.of(new Wish(A, State.READY)), look(List.of(), Word.READY, later));
    }
}
