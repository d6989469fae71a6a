package dev.hera.bench.block;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
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
/// @param warmUp seconds of full load that are not counted, at least; see [#warm]
record Blocks(int blocks, int seconds, int warmUp, long seed) {
    /// Calls after which a compiler has seen enough: what is called more often is compiled sooner,
    /// so a slow contestant needs more seconds than a fast one.
    static final long WARM_CALLS = 400_000;

    /// A contestant is warmed up for this many times the least at most.
    static final int MOST_WARM_UPS = 3;

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
            warm(Phase.FULL.load(standing.url(), standing.token(), seconds));
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

    /// Until it has answered as many calls as compilers need, and has had its seconds.
    private void warm(Load load) {
        long calls = 0;
        for (int part = 0; part < MOST_WARM_UPS && (part == 0 || calls < WARM_CALLS); part++) {
            calls += Generator.run(load.lasting(Duration.ofSeconds(warmUp)), seed).calls();
        }
    }
}
