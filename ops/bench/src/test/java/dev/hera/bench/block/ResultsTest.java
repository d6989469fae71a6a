package dev.hera.bench.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Tally;
import dev.hera.bench.Trial;
import dev.hera.bench.block.Results.Pair;
import dev.hera.bench.machine.Spent;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rows whose only figure is the processor time that their servers had, in milliseconds.
class ResultsTest {
    private static final Load NOTHING =
            new Load(URI.create("http://127.0.0.1:1/"), "", "", 0, 1, Duration.ZERO);
    private static final Tally NONE = Generator.run(NOTHING, 1);

    private static Row row(int block, String contestant, int millis, String... whyNot) {
        Map<Long, Duration> servers = Map.of(1L, Duration.ofMillis(millis));
        Spent spent = new Spent(Duration.ofSeconds(1), Duration.ZERO, servers, 0, 0);
        Trial trial = new Trial(NOTHING, NONE, spent, List.of(whyNot));
        return new Row(block, contestant, Phase.FULL, trial);
    }

    private static Optional<Median> ratio(Results results, String one, String other) {
        return results.compared(new Pair(Phase.FULL, one, other), Row::cores, (a, b) -> a / b);
    }

    @Test
    void ratiosAreTakenInsideABlock() {
        Results results =
                new Results(
                        List.of(
                                row(1, "a", 10),
                                row(1, "b", 20),
                                row(2, "b", 400),
                                row(2, "a", 100)));
        assertEquals(0.375, ratio(results, "a", "b").orElseThrow().middle(), 1e-9);
        assertEquals(List.of("b", "a"), results.order(2));
    }

    @Test
    void aBlockWithADisturbedRowDoesNotCountForAnybody() {
        Results results =
                new Results(
                        List.of(
                                row(1, "a", 10),
                                row(1, "b", 10),
                                row(2, "a", 90),
                                row(2, "b", 10, "the host took 9 % of the time")));
        assertEquals(Set.of(1), results.counted(Phase.FULL));
        assertTrue(results.isSound(Phase.FULL));
        assertEquals(1, ratio(results, "a", "b").orElseThrow().high(), 1e-9);
        assertEquals(0.01, results.of(Phase.FULL, "a", Row::cores).orElseThrow().high(), 1e-9);
    }

    @Test
    void whenNoneCountsTheFiguresAreShownAndSaidToProveNothing() {
        Results results = new Results(List.of(row(1, "a", 10, "late"), row(1, "b", 20)));
        assertFalse(results.isSound(Phase.FULL));
        assertEquals(0.5, ratio(results, "a", "b").orElseThrow().middle(), 1e-9);
    }

    @Test
    void whoDidNotRunHasNoFigures() {
        Results results = new Results(List.of(row(1, "a", 10)));
        assertEquals(Optional.empty(), ratio(results, "a", "nginx"));
        assertEquals(Optional.empty(), results.of(Phase.STEADY, "a", Row::cores));
    }
}
