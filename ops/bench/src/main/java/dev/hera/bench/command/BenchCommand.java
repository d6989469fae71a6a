package dev.hera.bench.command;

import dev.hera.bench.Generator;
import dev.hera.bench.Load;
import dev.hera.bench.Trial;
import dev.hera.bench.machine.Meter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera bench URL`: one load on one server.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "hera bench",
        description = {
            "Puts a load on a server and checks each answer.",
            "",
            "With --rate calls leave at moments that do not wait for answers (open loop), and",
            "latency counts from those moments: a stall shows. Without it each connection",
            "sends its next call when the last is answered (closed loop)."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:every call had the right answer",
            "1:some had not, or the load could not be run",
            "2:wrongly asked"
        },
        footer = {
            "",
            "Examples:",
            "  ops/hera bench http://127.0.0.1:8080/0/echo --token .hera/tokens/caller",
            "  ops/hera bench http://127.0.0.1:8080/0/echo --token .hera/tokens/caller \\",
            "      --rate 1389 --seconds 60 --pid $(cat .hera/pids/broker-1) --json"
        })
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LoadOptions options = new LoadOptions();

    @Option(names = "--seconds", paramLabel = "S", description = "how long (${DEFAULT-VALUE})")
    private int seconds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "the same load before, not counted (${DEFAULT-VALUE})")
    private int warmUp = 5;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "a process of the server, to tell its CPU time a call; several times")
    private List<Long> pids = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "of the moments (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    @Override
    public Integer call() {
        Load load = options.load(Duration.ofSeconds(seconds));
        if (seconds < 1 || warmUp < 0) {
            throw new Failure("--seconds is at least 1, --warm-up at least 0");
        }
        try {
            Meter.start(pids);
            Generator.run(load.lasting(Duration.ofSeconds(warmUp)), seed + 1);
            Trial trial = Trial.of(load, seed, pids);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(TrialText.json(trial).toPrettyString());
            } else {
                out.print(TrialText.text(trial));
                out.flush();
            }
            return trial.tally().errors() == 0 && trial.tally().calls() > 0 ? 0 : 1;
        } catch (Meter.Gone e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }
}
