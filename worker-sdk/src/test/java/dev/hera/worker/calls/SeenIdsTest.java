package dev.hera.worker.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class SeenIdsTest {
    private final SeenIds seen = new SeenIds();

    @Test
    void idsThatOvertakeEachOtherAreNewOnce() {
        long[] ids = {0, 3, 1, 2, 5, 4};
        for (long id : ids) {
            assertTrue(seen.add(id), "new " + id);
        }
        for (long id : ids) {
            assertFalse(seen.add(id), "repeated " + id);
        }
    }

    @Test
    void idBehindTheWindowCountsAsRepeated() {
        assertTrue(seen.add(SeenIds.WINDOW + 10L));
        assertFalse(seen.add(10));
        assertTrue(seen.add(11));
    }

    @Test
    void greatLeapsForgetWhatStoodInTheirSlots() {
        assertTrue(seen.add(1));
        assertTrue(seen.add(1 + 3L * SeenIds.WINDOW));
        assertTrue(seen.add(2L * SeenIds.WINDOW + 2));
        assertTrue(seen.add(1L << 53));
        assertFalse(seen.add(1L << 53));
    }

    @Test
    void agreesWithASetForAnyOrderWithinTheWindow() {
        long seed = 42;
        Random random = new Random(seed);
        Set<Long> model = new HashSet<>();
        long base = 0;
        for (int i = 0; i < 200_000; i++) {
            base += random.nextInt(3);
            long id = Math.max(0, base - random.nextInt(1000));
            assertEquals(model.add(id), seen.add(id), "seed " + seed + ", id " + id);
        }
    }
}
