package dev.hera.conformance;

import dev.hera.conformance.broker.BrokerRun;
import dev.hera.conformance.broker.Target;
import dev.hera.conformance.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `conformance broker`: does a broker keep to the protocol?
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "broker",
        description = "Dials a running broker with scripted workers and calls through it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example, beside ops/hera up:",
            "  ops/hera conformance broker --service metrics --secret-file .hera/secrets/worker \\",
            "      --token-file .hera/tokens/caller"
        })
final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--zookeeper", paramLabel = "HOST:PORT", description = "(${DEFAULT-VALUE})")
    private String zookeeper = "127.0.0.1:2181";

    @Option(names = "--service", required = true, description = "of the scripted workers")
    private String service = "";

    @Option(names = "--secret-file", required = true, description = "the service's secret")
    private Path secret = Path.of("");

    @Option(names = "--token-file", required = true, description = "a caller's token")
    private Path token = Path.of("");

    @Option(names = "--seeds", paramLabel = "N", description = "random traffic (${DEFAULT-VALUE})")
    private int seeds = 50;

    @Option(names = "--seed", paramLabel = "N", description = "the first seed (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--only", paramLabel = "TEXT", description = "checks whose name holds this")
    private String only = "";

    @Option(names = "--json", description = "one JSON object instead of lines")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report = new Report(System.out, json ? Report.Style.JSON : Report.Style.LINES);
        Target target =
                new Target(
                        Target.find(zookeeper),
                        service,
                        Files.readString(secret).strip(),
                        Files.readString(token).strip());
        report.say("broker " + target.node().id() + " at " + target.node().host());
        new BrokerRun(target, new BrokerRun.Plan(seed, seeds, only)).run(report);
        return report.end();
    }
}
