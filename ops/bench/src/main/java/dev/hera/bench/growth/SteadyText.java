package dev.hera.bench.growth;

import dev.hera.bench.Tally;
import dev.hera.bench.Trial;
import dev.hera.bench.machine.Vitals;
import dev.hera.bench.report.Course;
import dev.hera.bench.report.Course.Line;
import dev.hera.bench.report.Host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What came of a long steady load, as a part of a report.
///
/// Whether something grows is told from the first and the last fifth of the looks: of a heap the
/// least in each, since that is nearest to what is not garbage; of the rest the middle.
record SteadyText(int seconds, int warmUp, Trial trial, List<Look> looks) {
    private static final double MIB = 1 << 20;

    /// Draws the pictures into a folder.
    void draw(Path folder) {
        course("Heap in use, MiB, with garbage", heaps(), SteadyText::heap)
                .write(folder.resolve("steady-heap.svg"));
        course("Open files and sockets", parts(), SteadyText::descriptors)
                .write(folder.resolve("steady-descriptors.svg"));
        course("Resident memory, MiB", parts(), SteadyText::resident)
                .write(folder.resolve("steady-memory.svg"));
    }

    /// A figure of one part in one look.
    private interface Figure {
        double of(Look look, String part);
    }

    private Course course(String title, List<String> names, Figure figure) {
        List<Line> lines =
                names.stream()
                        .map(
                                name ->
                                        new Line(
                                                name,
                                                looks.stream().map(Look::second).toList(),
                                                looks.stream()
                                                        .map(look -> figure.of(look, name))
                                                        .toList()))
                        .toList();
        return new Course(title, "seconds", lines);
    }

    private List<String> heaps() {
        return List.copyOf(looks.getFirst().heaps().keySet());
    }

    private List<String> parts() {
        return List.copyOf(looks.getFirst().parts().keySet());
    }

    private static double heap(Look look, String name) {
        return look.heaps().getOrDefault(name, 0L) / MIB;
    }

    private static double descriptors(Look look, String name) {
        return (double) look.parts().getOrDefault(name, new Vitals(0, 0)).descriptors();
    }

    private static double resident(Look look, String name) {
        return look.parts().getOrDefault(name, new Vitals(0, 0)).resident() / MIB;
    }

    /// In Markdown.
    ///
    /// @param folder of the pictures, as seen from the report
    String text(String folder) {
        Tally tally = trial.tally();
        int cores = Runtime.getRuntime().availableProcessors();
        Formatter out = new Formatter(Locale.ROOT);
        out.format(
                """
                Written by `ops/bench/steady %d %d`: %s.
                Open loop, 1,389 calls a second on the average over 32 connections, 140 bytes
                echoed, through HAProxy and two brokers with two workers, everything as it is from
                the start.

                | figure | goal | measured | |
                | --- | --- | --- | --- |
                """,
                seconds, warmUp, Host.line());
        goal(out, "errors", 0, (double) tally.errors());
        goal(out, "p50, ms", 1.5, tally.latencyMicros(50) / 1e3);
        goal(out, "p99, ms", 10, tally.latencyMicros(99) / 1e3);
        goal(out, "CPU of all parts, % of all cores", 35, trial.spent().cores() / cores * 100);
        out.format(
                "%nCalls: %d; p99.9 %.2f ms, longest %.2f ms; %.1f µs of CPU a call; generator %.2f"
                        + " ms late (p99) and %.0f %% of a core; stolen %.1f %%. ",
                tally.calls(),
                tally.latencyMicros(99.9) / 1e3,
                tally.longestMicros() / 1e3,
                trial.microsPerCall(),
                tally.latenessMicros(99) / 1e3,
                trial.spent().ownCores() * 100,
                trial.spent().stolen() * 100);
        out.format(
                "%s%n%n",
                trial.counts()
                        ? "The run counts."
                        : "**The run does not count:** " + String.join(", ", trial.whyNot()) + ".");
        ends(out);
        for (String name : List.of("heap", "descriptors", "memory")) {
            out.format("%n![steady load: %s](%s/steady-%s.svg)%n", name, folder, name);
        }
        return out.toString();
    }

    private static void goal(Formatter out, String what, double goal, double measured) {
        out.format(
                "| %s | at most %s | %.2f | %s |%n",
                what, goal, measured, measured <= goal ? "met" : "**missed**");
    }

    private void ends(Formatter out) {
        out.format("| of the first and the last fifth | first | last |%n| --- | --- | --- |%n");
        for (String name : heaps()) {
            ToDoubleFunction<Look> heap = look -> heap(look, name);
            out.format(
                    "| least heap of %s, MiB | %.0f | %.0f |%n",
                    name, least(first(), heap), least(last(), heap));
        }
        for (String name : parts()) {
            ToDoubleFunction<Look> open = look -> descriptors(look, name);
            ToDoubleFunction<Look> memory = look -> resident(look, name);
            out.format(
                    "| %s: open files, middle | %.0f | %.0f |%n",
                    name, middle(first(), open), middle(last(), open));
            out.format(
                    "| %s: resident memory, middle, MiB | %.0f | %.0f |%n",
                    name, middle(first(), memory), middle(last(), memory));
        }
    }

    private List<Look> first() {
        return looks.subList(0, Math.max(1, looks.size() / 5));
    }

    private List<Look> last() {
        return looks.subList(looks.size() - Math.max(1, looks.size() / 5), looks.size());
    }

    private static double least(List<Look> some, ToDoubleFunction<Look> figure) {
        return some.stream().mapToDouble(figure).min().orElse(0);
    }

    private static double middle(List<Look> some, ToDoubleFunction<Look> figure) {
        List<Double> sorted = new ArrayList<>(some.stream().map(figure::applyAsDouble).toList());
        sorted.sort(Comparator.naturalOrder());
        return sorted.get(sorted.size() / 2);
    }
}
