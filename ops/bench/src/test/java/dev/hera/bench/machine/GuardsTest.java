package dev.hera.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class GuardsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Spent spent(int ownMillis, double stolen) {
        Map<Long, Duration> servers = Map.of(1L, Duration.ofMillis(50));
        return new Spent(SECOND, Duration.ofMillis(ownMillis), servers, stolen, 0);
    }

    @Test
    void aQuietRunCounts() {
        assertEquals(List.of(), Guards.openLoop(spent(600, 0.02), Duration.ofMillis(1)));
    }

    @Test
    void eachGuardSaysWhatItSaw() {
        assertEquals(
                List.of(
                        "the host took 2.1 % of the time",
                        "the generator was 1500 µs late", "the generator had 61 % of a core"),
                Guards.openLoop(spent(610, 0.021), Duration.ofNanos(1_500_000)));
    }

    @Test
    void aClosedLoopMayKeepItsCoreBusy() {
        assertEquals(List.of(), Guards.closedLoop(spent(990, 0)));
        assertEquals(1, Guards.closedLoop(spent(10, 0.5)).size());
    }

    @Test
    void othersOnTheMachineDisturbEitherLoop() {
        int cores = Runtime.getRuntime().availableProcessors();
        Map<Long, Duration> server = Map.of(1L, SECOND);
        Spent alone = new Spent(SECOND, Duration.ZERO, server, 0, 1.0 / cores + 0.09);
        assertEquals(List.of(), Guards.closedLoop(alone));
        Spent crowded = new Spent(SECOND, Duration.ZERO, server, 0, 1.0 / cores + 0.25);
        List<String> why = List.of("others had 25.0 % of the machine");
        assertEquals(why, Guards.closedLoop(crowded));
        assertEquals(why, Guards.openLoop(crowded, Duration.ZERO));
    }

    @Test
    void processorTimeIsSharedAmongTheCalls() {
        assertEquals(50, spent(0, 0).microsPerCall(1000), 0.01);
        assertEquals(0.05, spent(0, 0).cores(), 0.001);
    }

    @Test
    void aMeterSeesThisProcessWork() {
        long own = ProcessHandle.current().pid();
        Meter meter = Meter.start(List.of(own));
        long end = System.nanoTime() + 30_000_000_000L;
        Spent spent = meter.spent();
        while (spent.own().toMillis() < 100 && System.nanoTime() < end) {
            spent = meter.spent();
        }
        assertTrue(spent.own().toMillis() >= 100, spent::toString);
        // Both clocks are of the same process, read one after the other.
        assertEquals(spent.ownCores(), spent.cores(), 0.5, spent::toString);
        assertTrue(spent.stolen() >= 0 && spent.stolen() <= 1, spent::toString);
        assertTrue(spent.working() > 0 && spent.working() <= 1, spent::toString);
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        Meter.Gone gone =
                assertThrows(Meter.Gone.class, () -> Meter.start(List.of(Long.MAX_VALUE)));
        assertEquals("there is no process " + Long.MAX_VALUE, gone.getMessage());
    }
}
