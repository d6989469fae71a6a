package dev.hera.bench.block;

import dev.hera.bench.block.Results.Pair;
import dev.hera.bench.stand.Contestant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What Hera may cost, and what it did cost in a run.
final class Budget {
    private static final List<Line> LINES =
            List.of(
                    rate(
                            "HAProxy to Hera / HAProxy to plain",
                            Field.HAPROXY_DURABLE,
                            Field.HAPROXY_PLAIN,
                            0.8),
                    rate("Hera / plain, both directly", Field.DURABLE, Field.PLAIN, 0.7),
                    rate("recording beside / off", Field.BESIDE, Field.OFF, 0.95),
                    rate("recording durable / off", Field.DURABLE, Field.OFF, 0.95),
                    cpu("recording beside, CPU a call beyond off, µs", Field.BESIDE),
                    cpu("recording durable, CPU a call beyond off, µs", Field.DURABLE),
                    p50("p50 at one connection beyond plain, off, ms", Field.OFF, 0.25),
                    p50("p50 at one connection beyond plain, beside, ms", Field.BESIDE, 0.25),
                    p50("p50 at one connection beyond plain, durable, ms", Field.DURABLE, 0.6));

    private Budget() {}

    /// A bound from below on a ratio, or from above on a difference.
    private enum Bound {
        AT_LEAST,
        AT_MOST;

        double compare(double one, double other) {
            return this == AT_LEAST ? one / other : one - other;
        }

        boolean isMet(double value, double goal) {
            return this == AT_LEAST ? value >= goal : value <= goal;
        }

        String words() {
            return this == AT_LEAST ? "at least" : "at most";
        }
    }

    /// One line of the table.
    private record Line(
            String what, Pair pair, ToDoubleFunction<Row> figure, Bound bound, double goal) {}

    private static Line rate(String what, Contestant one, Contestant other, double goal) {
        Pair pair = new Pair(Phase.FULL, one.name(), other.name());
        return new Line(what, pair, Row::perSecond, Bound.AT_LEAST, goal);
    }

    private static Line cpu(String what, Contestant one) {
        Pair pair = new Pair(Phase.FULL, one.name(), Field.OFF.name());
        return new Line(what, pair, Row::microsPerCall, Bound.AT_MOST, 8);
    }

    private static Line p50(String what, Contestant one, double goal) {
        Pair pair = new Pair(Phase.ONE, one.name(), Field.PLAIN.name());
        return new Line(what, pair, Row::p50, Bound.AT_MOST, goal);
    }

    /// A table in Markdown.
    static String table(Results results) {
        StringBuilder text = new StringBuilder();
        text.append("| figure | goal | measured | |\n| --- | --- | --- | --- |\n");
        for (Line line : LINES) {
            Optional<Median> median =
                    results.compared(line.pair(), line.figure(), line.bound()::compare);
            median.ifPresent(found -> text.append(row(line, found)));
        }
        return text.toString();
    }

    private static String row(Line line, Median median) {
        return String.format(
                Locale.ROOT,
                "| %s | %s %s | %.2f (%.2f to %.2f) | %s |%n",
                line.what(),
                line.bound().words(),
                line.goal(),
                median.middle(),
                median.low(),
                median.high(),
                line.bound().isMet(median.middle(), line.goal()) ? "met" : "**missed**");
    }
}
