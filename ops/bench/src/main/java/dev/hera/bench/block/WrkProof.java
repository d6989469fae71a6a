package dev.hera.bench.block;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.stand.Stage;
import dev.hera.bench.stand.Standing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the closed loop finds as many calls a second as wrk does: both in turn against one plain
/// server, over as many connections.
public final class WrkProof {
    private static final Pattern RESULT = Pattern.compile("RESULT ([0-9.]+) .* (\\d+)\\s*$");
    private static final double AGREES = 0.05;
    private static final int PAIRS = 5;

    private WrkProof() {}

    /// Runs the pairs and says what came of them.
    static String run(Stage stage, int seconds, int warmUp) {
        try (Standing plain = stage.start(Field.PLAIN)) {
            Load load = Phase.FULL.load(plain.url(), "", seconds);
            Generator.run(load.lasting(Duration.ofSeconds(warmUp)), 1);
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                Optional<Double> wrk = wrk(stage.project(), load);
                if (wrk.isEmpty()) {
                    return "wrk is not installed: the generator was not compared with it.";
                }
                ratios.add(Generator.run(load, i).perSecond() / wrk.get());
            }
            Median median = Median.of(ratios);
            return String.format(
                    Locale.ROOT,
                    "The generator against wrk on one plain server, %d pairs: ratio of rates %.3f"
                            + " (%.3f to %.3f), %s 5 %%.",
                    PAIRS,
                    median.middle(),
                    median.low(),
                    median.high(),
                    Math.abs(median.middle() - 1) <= AGREES ? "within" : "**not** within");
        }
    }

    /// Calls a second as wrk sees them; nothing when it is not installed.
    ///
    /// @throws IllegalStateException when an answer was wrong
    public static Optional<Double> wrk(Path project, Load load) {
        List<String> command =
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + load.connections(),
                        "-d" + Math.max(1, load.length().toSeconds()) + "s",
                        "-s",
                        project.resolve("ops/bench/echo.lua").toString(),
                        load.url().toString());
        String said;
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such file")) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
        Matcher result = RESULT.matcher(said);
        if (!result.find() || !result.group(2).equals("0")) {
            throw new IllegalStateException("wrk met errors:\n" + said);
        }
        return Optional.of(Double.parseDouble(result.group(1)));
    }
}
