package dev.hera.bench.block;

import dev.hera.bench.Generator;
import dev.hera.bench.Trial;
import dev.hera.bench.stand.Contestant;
import dev.hera.bench.stand.Stage;
import dev.hera.bench.stand.Standing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Runs blocks: every contestant is started, warmed up, put through each phase, and stopped before
/// the next one starts.
///
/// @param seconds of the longest phase
/// @param warmUp seconds of full load that are not counted
record Blocks(int blocks, int seconds, int warmUp, long seed) {
    Blocks {
        if (blocks < 1 || seconds < 1 || warmUp < 0) {
            throw new IllegalArgumentException("at least one block of one second");
        }
    }

    /// Runs them all.
    ///
    /// @param watcher is told each row as it comes
    List<Row> run(Stage stage, List<Contestant> contestants, Consumer<Row> watcher) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int block = 1; block <= blocks; block++) {
            List<Contestant> order = new ArrayList<>(contestants);
            Collections.shuffle(order, random);
            for (Contestant contestant : order) {
                rows.addAll(rowsOf(stage, block, contestant, watcher));
            }
        }
        return rows;
    }

    private List<Row> rowsOf(Stage stage, int block, Contestant contestant, Consumer<Row> watcher) {
        List<Row> rows = new ArrayList<>();
        try (Standing standing = stage.start(contestant)) {
            Generator.run(
                    Phase.FULL
                            .load(standing.url(), standing.token(), seconds)
                            .lasting(Duration.ofSeconds(warmUp)),
                    seed);
            for (Phase phase : Phase.values()) {
                Trial trial =
                        Trial.of(
                                phase.load(standing.url(), standing.token(), seconds),
                                seed + block,
                                standing.pids());
                rows.add(new Row(block, contestant.name(), phase, trial));
                watcher.accept(rows.getLast());
            }
        }
        return rows;
    }
}
