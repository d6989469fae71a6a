package dev.hera.trials.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Writes the report of `RoutingLiveIT`: medians over blocks, ratios inside blocks. What a person
/// wrote under [#KEPT] stays.
record LiveReport(List<Cell> cells) {
    private static final String KEPT = "## What it says";
    private static final String BLOCKS = "## Every block";

    void write(Path report) throws IOException {
        String old = Files.exists(report) ? Files.readString(report) : "";
        int kept = old.indexOf(KEPT);
        String said = kept < 0 ? KEPT : old.substring(kept, old.indexOf(BLOCKS));
        Files.writeString(report, head() + summary() + "\n" + said.strip() + "\n\n" + blocks());
    }

    private String head() {
        return """
        # Routing on real processes

        Written by `ops/bench/routing-live %d`: two brokers behind HAProxy, six workers, all on one
        machine of %d cores, which also makes the calls. Each worker process has two doors to the
        same handler (1 MB of garbage, 8 ms of waiting): the platform's, and a plain HTTP server
        behind a HAProxy of its own with `balance leastconn` and health checks as quick as ours.
        %d calls a second, open loop, timed from when each was due. A block runs every trouble
        through both ways, one after the other, in an order drawn by lot: 3 s of calm, %d s of
        trouble (these count), and then until the worker's share is half a fair one again.
        *p99 seen* counts a failed call as the caller's patience of 3 s. Only ratios inside a block
        mean anything.

        """
                .formatted(
                        blockCount(),
                        Runtime.getRuntime().availableProcessors(),
                        RoutingLiveIT.RATE,
                        RoutingLiveIT.TROUBLED.toSeconds());
    }

    private int blockCount() {
        return cells.stream().mapToInt(cell -> cell.key().block()).max().orElse(0);
    }

    private String summary() {
        StringBuilder text = new StringBuilder();
        text.append("| trouble | p99 | p99 seen | ratio of p99 | ratio of p99 seen | failed |");
        text.append(" share | back after |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Trouble trouble : RoutingLiveIT.TROUBLES) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s: %s | %s | %s | %s | %s | %s | %s | %.1f s |\n",
                            trouble.command(),
                            trouble.words(),
                            both(trouble, Cell::p99, "%.1f"),
                            both(trouble, Cell::seen, "%.1f"),
                            ratio(trouble, Cell::p99),
                            ratio(trouble, Cell::seen),
                            both(trouble, cell -> cell.failed() * 100, "%.2f %%"),
                            both(trouble, cell -> cell.share() * 100, "%.1f %%"),
                            median(of(trouble, RoutingLiveIT.Way.HERA, Cell::back))));
        }
        text.append("\nMedians over the blocks, Hera's first, then leastconn's; milliseconds.\n");
        return text.toString();
    }

    private String both(Trouble trouble, ToDoubleFunction<Cell> figure, String format) {
        double hera = median(of(trouble, RoutingLiveIT.Way.HERA, figure));
        double other = median(of(trouble, RoutingLiveIT.Way.LEASTCONN, figure));
        return String.format(Locale.ROOT, format + " / " + format, hera, other);
    }

    /// The median of the ratios inside the blocks, and their range.
    private String ratio(Trouble trouble, ToDoubleFunction<Cell> figure) {
        double[] hera = of(trouble, RoutingLiveIT.Way.HERA, figure);
        double[] other = of(trouble, RoutingLiveIT.Way.LEASTCONN, figure);
        double[] ratios =
                IntStream.range(0, hera.length).mapToDouble(i -> hera[i] / other[i]).toArray();
        double least =
                IntStream.range(0, ratios.length).mapToDouble(i -> ratios[i]).min().orElse(0);
        double most = IntStream.range(0, ratios.length).mapToDouble(i -> ratios[i]).max().orElse(0);
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(ratios), least, most);
    }

    private double[] of(Trouble trouble, String way, ToDoubleFunction<Cell> figure) {
        return cells.stream()
                .filter(c -> c.key().trouble() == trouble && c.key().way().equals(way))
                .mapToDouble(figure)
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private String blocks() {
        StringBuilder text = new StringBuilder(BLOCKS + "\n\n");
        text.append("| block | trouble | way | p50 | p99 | p99 seen | failed | share |");
        text.append(" share from 4 executions on | last call there, s | back, s |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        cells.forEach(cell -> text.append(cell.row()).append('\n'));
        return text.toString();
    }
}
