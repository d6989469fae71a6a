package dev.hera.bench.block;

import dev.hera.bench.block.Results.Pair;
import dev.hera.bench.report.Host;
import dev.hera.bench.report.Picture;
import dev.hera.bench.report.Picture.Dot;
import dev.hera.bench.stand.Contestant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run of blocks as a part of a report, with a picture a figure.
///
/// @param proof what a comparison of the generator with wrk said; empty when there was none
record BlocksText(Blocks blocks, Results results, List<Contestant> contestants, String proof) {
    /// One picture: a figure of each contestant.
    private record Figure(String file, String title, Phase phase, ToDoubleFunction<Row> of) {}

    private static final List<Figure> FIGURES =
            List.of(
                    new Figure(
                            "blocks-rate", "Calls a second, full load", Phase.FULL, Row::perSecond),
                    new Figure(
                            "blocks-cpu",
                            "Microseconds of CPU a call, all servers together, full load",
                            Phase.FULL,
                            Row::microsPerCall),
                    new Figure("blocks-one", "p50 in ms, one connection", Phase.ONE, Row::p50),
                    new Figure(
                            "blocks-steady-p50",
                            "p50 in ms at 1,389 calls a second, open loop",
                            Phase.STEADY,
                            Row::p50),
                    new Figure(
                            "blocks-steady-p99",
                            "p99 in ms at 1,389 calls a second, open loop",
                            Phase.STEADY,
                            Row::p99));

    /// Draws the pictures into a folder.
    void draw(Path folder) {
        for (Figure figure : FIGURES) {
            List<Dot> dots = new ArrayList<>();
            for (Contestant one : contestants) {
                results.of(figure.phase(), one.name(), figure.of())
                        .map(m -> new Dot(one.name(), m.middle(), m.low(), m.high()))
                        .ifPresent(dots::add);
            }
            String unit = "median of the blocks and its 95 % interval";
            new Picture(figure.title(), unit, dots).write(folder.resolve(figure.file() + ".svg"));
        }
    }

    /// In Markdown.
    ///
    /// @param folder of the pictures, as seen from the report
    String text(String folder) {
        Formatter out = new Formatter(Locale.ROOT);
        out.format(
                """
                Written by `%s` (seed %d): %s.
                Load generator, servers and what stands in front share the machine; 140 bytes of
                JSON are echoed, every answer is checked. Each contestant is warmed up for %d s, and
                for up to %d times as long until it has answered %,d calls. With Hera,
                authorisation is on; one broker, one worker.

                """,
                command(),
                blocks.seed(),
                Host.line(),
                blocks.warmUp(),
                Blocks.MOST_WARM_UPS,
                Blocks.WARM_CALLS);
        out.format("%s%n", guards());
        out.format("%s%n%n", proof);
        out.format("%s%n", Budget.table(results));
        String noise = noise();
        if (!noise.isEmpty()) {
            out.format("Noise, the same contestant twice in each block: %s.%n%n", noise);
        }
        out.format("%s%n", medians());
        for (Figure figure : FIGURES) {
            out.format("![%s](%s/%s.svg)%n%n", figure.title(), folder, figure.file());
        }
        out.format("The order in each block:%n%n");
        for (int block : results.blocks()) {
            out.format("%d. %s%n", block, String.join("; ", results.order(block)));
        }
        return out.toString();
    }

    private String command() {
        String brief = contestants.contains(Field.DURABLE_AGAIN) ? "" : " brief";
        return "ops/bench/run %d %d %d%s"
                .formatted(blocks.blocks(), blocks.seconds(), blocks.warmUp(), brief);
    }

    private String guards() {
        Formatter out = new Formatter(Locale.ROOT);
        for (Phase phase : Phase.values()) {
            out.format(
                    "- %s: %d of %d blocks count%s%n",
                    phase.words(),
                    results.counted(phase).size(),
                    results.blocks().size(),
                    results.isSound(phase)
                            ? ""
                            : "; **its figures below are of blocks that do not, and prove"
                                    + " nothing**");
        }
        return out.toString();
    }

    private String noise() {
        return Stream.of(
                        noise(Field.PLAIN, Field.PLAIN_AGAIN),
                        noise(Field.DURABLE, Field.DURABLE_AGAIN))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private Optional<String> noise(Contestant one, Contestant again) {
        if (!contestants.contains(again)) {
            return Optional.empty();
        }
        Pair pair = new Pair(Phase.FULL, again.name(), one.name());
        Optional<Median> rate = results.compared(pair, Row::perSecond, (a, b) -> a / b);
        Optional<Median> cpu = results.compared(pair, Row::microsPerCall, (a, b) -> a / b);
        return Optional.of(
                "%s: ratio of rates %s, of CPU a call %s"
                        .formatted(one.name(), interval(rate, 2), interval(cpu, 2)));
    }

    private String medians() {
        Formatter out = new Formatter(Locale.ROOT);
        out.format(
                "| | calls/s | CPU a call, µs | p50 at one connection, ms | p50 at 1,389/s, ms |"
                        + " p99 at 1,389/s, ms | cores at 1,389/s | errors | generator, cores |%n");
        out.format("| --- | --- | --- | --- | --- | --- | --- | --- | --- |%n");
        for (Contestant one : contestants) {
            String name = one.name();
            out.format(
                    "| %s | %s | %s | %s | %s | %s | %s | %.0f | %s |%n",
                    name,
                    interval(results.of(Phase.FULL, name, Row::perSecond), 0),
                    interval(results.of(Phase.FULL, name, Row::microsPerCall), 1),
                    interval(results.of(Phase.ONE, name, Row::p50), 3),
                    interval(results.of(Phase.STEADY, name, Row::p50), 2),
                    interval(results.of(Phase.STEADY, name, Row::p99), 2),
                    interval(results.of(Phase.STEADY, name, Row::cores), 2),
                    errors(name),
                    interval(results.of(Phase.FULL, name, Row::generatorCores), 2));
        }
        return out.toString();
    }

    private double errors(String name) {
        double errors = 0;
        for (Phase phase : Phase.values()) {
            for (Row row : results.rows(phase)) {
                errors += row.contestant().equals(name) ? row.errors() : 0;
            }
        }
        return errors;
    }

    private static String interval(Optional<Median> median, int digits) {
        String one = "%." + digits + "f";
        return median.map(
                        found ->
                                String.format(
                                        Locale.ROOT,
                                        one + " (" + one + " to " + one + ")",
                                        found.middle(),
                                        found.low(),
                                        found.high()))
                .orElse("-");
    }
}
