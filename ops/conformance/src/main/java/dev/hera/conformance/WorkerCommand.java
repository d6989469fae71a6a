package dev.hera.conformance;

import dev.hera.conformance.report.Report;
import dev.hera.conformance.worker.WorkerRun;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `conformance -- COMMAND…`: does a worker program keep to the protocol?
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "conformance",
        description = "Starts a worker program against scripted brokers and checks what it does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The program serves the endpoints of ops/docs/conformance.md as service conformance.",
            "",
            "Example:",
            "  ops/hera conformance -- node examples/node-worker/conformance.js"
        })
final class WorkerCommand implements Callable<Integer> {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "random conversations (${DEFAULT-VALUE})")
    private int seeds = 50;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the first one's seed (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--only", paramLabel = "TEXT", description = "checks whose name holds this")
    private String only = "";

    @Option(names = "--json", description = "one JSON object instead of lines")
    private boolean json;

    /// Not required by its arity: picocli would ask for it beside `broker` too.
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "starts the worker program")
    private List<String> command = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (command.isEmpty()) {
            String missing =
                    "which worker program? conformance -- COMMAND..., or conformance broker";
            throw new ParameterException(spec.commandLine(), missing);
        }
        Report report = new Report(System.out, json ? Report.Style.JSON : Report.Style.LINES);
        Path folder = Files.createTempDirectory("hera-conformance");
        WorkerRun.Plan plan = new WorkerRun.Plan(command, seed, seeds, only);
        try (WorkerRun run = new WorkerRun(plan, folder)) {
            run.run(report);
        }
        int code = report.end();
        report.say("what the program printed is in " + folder);
        return code;
    }
}
