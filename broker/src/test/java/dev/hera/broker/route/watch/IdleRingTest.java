package dev.hera.broker.route.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Hints are given out newest first, and once.
class IdleRingTest {
    @Test
    void newestFirstAndOnlyTheLastSixteen() {
        IdleRing<Integer> ring = new IdleRing<>();
        IntStream.range(0, 40).forEach(ring::push);
        for (int i = 39; i >= 24; i--) {
            assertEquals(i, ring.pop());
        }
        assertNull(ring.pop());
    }

    @Test
    void noHintIsGivenOutTwice() throws InterruptedException {
        IdleRing<Integer> ring = new IdleRing<>();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        Set<Integer> twice = ConcurrentHashMap.newKeySet();
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(t -> Thread.ofPlatform().start(() -> use(ring, t, seen, twice)))
                        .toList();
        for (Thread t : threads) {
            t.join();
        }
        assertEquals(Set.of(), twice);
        assertTrue(seen.size() > 1_000, "enough hints were given out: " + seen.size());
    }

    private static void use(
            IdleRing<Integer> ring, int thread, Set<Integer> seen, Set<Integer> twice) {
        for (int i = 0; i < 20_000; i++) {
            ring.push(thread * 1_000_000 + i);
            Integer got = ring.pop();
            if (got != null && !seen.add(got)) {
                twice.add(got);
            }
        }
    }
}
