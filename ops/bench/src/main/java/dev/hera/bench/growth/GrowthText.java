package dev.hera.bench.growth;

import dev.hera.bench.block.Median;
import dev.hera.bench.growth.Growth.Sample;
import dev.hera.bench.report.Host;
import dev.hera.bench.report.Picture;
import dev.hera.bench.report.Picture.Dot;

import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What growth costs, as a part of a report with one picture a series.
record GrowthText(
        int rounds,
        int seconds,
        List<Point> points,
        List<Sample> samples,
        List<Shelved.Start> starts) {
    private Median of(Point point, ToDoubleFunction<Sample> figure) {
        return Median.of(
                samples.stream()
                        .filter(sample -> sample.point().equals(point))
                        .map(figure::applyAsDouble)
                        .toList());
    }

    private List<String> series() {
        return points.stream().map(Point::series).distinct().toList();
    }

    private List<Point> of(String series) {
        return points.stream().filter(point -> point.series().equals(series)).toList();
    }

    /// Draws the pictures into a folder.
    void draw(Path folder) {
        for (String series : series()) {
            List<Dot> dots =
                    of(series).stream()
                            .map(
                                    point -> {
                                        Median cpu = of(point, s -> s.trial().microsPerCall());
                                        return new Dot(
                                                point.value(), cpu.middle(), cpu.low(), cpu.high());
                                    })
                            .toList();
            String title = "Microseconds of CPU a call, all processes, by " + series;
            String unit = "median of the rounds and its 95 % interval";
            new Picture(title, unit, dots).write(folder.resolve("growth-" + series + ".svg"));
        }
    }

    /// In Markdown.
    ///
    /// @param folder of the pictures, as seen from the report
    String text(String folder) {
        Formatter out = new Formatter(Locale.ROOT);
        out.format(
                """
                Written by `ops/bench/growth %d %d`: %s.
                One broker without HAProxy, recording and authorisation as they are from the start,
                as many calls as go over 32 connections (8 for 1 MB) unless that is varied; rounds
                in random order on a platform that stays warm. Workers and endpoints are played by
                one process, started anew for each row; one endpoint is called. Records are of calls
                with 140 and 20 bytes, from before the start; these platforms are up all at once.

                | varied | to | CPU a call, all, µs | the broker, µs | ratio | calls/s | errors |
                | --- | --- | --- | --- | --- | --- | --- |
                """,
                rounds, seconds, Host.line());
        points.forEach(point -> row(out, point));
        out.format("%n%s%n", guards());
        starts(out);
        for (String series : series()) {
            out.format("%n![CPU a call by %s](%s/growth-%s.svg)%n", series, folder, series);
        }
        return out.toString();
    }

    private void row(Formatter out, Point point) {
        Median cpu = of(point, sample -> sample.trial().microsPerCall());
        Median first = of(of(point.series()).getFirst(), s -> s.trial().microsPerCall());
        out.format(
                "| %s | %s | %.1f (%.1f to %.1f) | %.1f | %.2f | %.0f | %.0f |%n",
                point.series(),
                point.value(),
                cpu.middle(),
                cpu.low(),
                cpu.high(),
                of(point, Sample::brokerMicros).middle(),
                cpu.middle() / first.middle(),
                of(point, sample -> sample.trial().tally().perSecond()).middle(),
                of(point, sample -> sample.trial().tally().errors()).high());
    }

    private void starts(Formatter out) {
        out.format(
                """

                | records | `up` ready after, s | digest complete after, s | broker then, MiB |
                | --- | --- | --- | --- |
                """);
        for (Shelved.Start start : starts) {
            out.format(
                    "| %s | %.1f | %.0f | %d |%n",
                    start.point().value(),
                    start.ready().toMillis() / 1e3,
                    start.quiet().toMillis() / 1e3,
                    start.resident() >> 20);
        }
    }

    private String guards() {
        long counted = samples.stream().filter(sample -> sample.trial().counts()).count();
        return "%d of %d trials count; all are in the table.".formatted(counted, samples.size());
    }
}
