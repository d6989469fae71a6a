package dev.hera.bench.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The rows of a run, and the figures in them.
///
/// A block does not count for a phase when one of its rows in that phase does not: what disturbed
/// one contestant would make the others look better. When no block counts, all are used, and
/// [#isSound] says so.
final class Results {
    private final List<Row> rows;

    Results(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    Set<Integer> blocks() {
        return rows.stream().map(Row::block).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The blocks that count for a phase.
    Set<Integer> counted(Phase phase) {
        Set<Integer> counted = blocks();
        rows.stream()
                .filter(row -> row.phase() == phase && !row.trial().counts())
                .forEach(row -> counted.remove(row.block()));
        return counted;
    }

    /// Whether what is said of a phase rests on blocks that count.
    boolean isSound(Phase phase) {
        return !counted(phase).isEmpty();
    }

    /// The order in which the contestants of a block ran.
    List<String> order(int block) {
        return rows.stream()
                .filter(row -> row.block() == block && row.phase() == Phase.FULL)
                .map(Row::contestant)
                .toList();
    }

    List<Row> rows(Phase phase) {
        return rows.stream().filter(row -> row.phase() == phase).toList();
    }

    /// One figure of one contestant; nothing when it did not run.
    Optional<Median> of(Phase phase, String contestant, ToDoubleFunction<Row> figure) {
        List<Double> figures = new ArrayList<>();
        for (int block : used(phase)) {
            find(block, phase, contestant).ifPresent(row -> figures.add(figure.applyAsDouble(row)));
        }
        return figures.isEmpty() ? Optional.empty() : Optional.of(Median.of(figures));
    }

    /// One figure of one contestant against another's, block by block.
    Optional<Median> compared(Pair pair, ToDoubleFunction<Row> figure, DoubleBinaryOperator how) {
        List<Double> figures = new ArrayList<>();
        for (int block : used(pair.phase())) {
            Optional<Row> one = find(block, pair.phase(), pair.one());
            Optional<Row> other = find(block, pair.phase(), pair.other());
            if (one.isPresent() && other.isPresent()) {
                figures.add(
                        how.applyAsDouble(
                                figure.applyAsDouble(one.get()),
                                figure.applyAsDouble(other.get())));
            }
        }
        return figures.isEmpty() ? Optional.empty() : Optional.of(Median.of(figures));
    }

    private Set<Integer> used(Phase phase) {
        return isSound(phase) ? counted(phase) : blocks();
    }

    private Optional<Row> find(int block, Phase phase, String contestant) {
        return rows.stream()
                .filter(row -> row.block() == block && row.phase() == phase)
                .filter(row -> row.contestant().equals(contestant))
                .findFirst();
    }

    /// Who is compared with whom.
    record Pair(Phase phase, String one, String other) {}
}
