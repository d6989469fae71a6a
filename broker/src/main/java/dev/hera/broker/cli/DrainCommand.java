package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Printed;
import dev.hera.broker.cli.terminal.ZooKeeperOption;
import dev.hera.broker.cluster.Cluster;
import dev.hera.wire.Names;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera drain`: a worker gets no new calls from any broker until the drain is undone.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "drain",
        description = "Gives a worker no new calls, at every broker; calls that run go on.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ops/hera drain worker-1", "  ops/hera drain --undo worker-1"})
final class DrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ZooKeeperOption zookeeper = new ZooKeeperOption();
    @Mixin private Printed printed = new Printed();

    @Option(names = "--undo", description = "the worker gets calls again")
    private boolean undo;

    @Parameters(paramLabel = "WORKER", description = "as `routes --explain` shows it")
    private String worker = "";

    @Override
    public Integer call() {
        if (!Names.isId(worker)) {
            throw new Failure("\"" + worker + "\" is no worker; allowed: [A-Za-z0-9_-]{1,64}");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("worker", worker);
        try (Cluster cluster = zookeeper.connect()) {
            String node = cluster.paths().drains() + '/' + worker;
            if (undo && !cluster.delete(node)) {
                throw new Failure(worker + " is not drained");
            }
            if (!undo) {
                String since = Instant.now().toString();
                String text = json.deepCopy().put("since", since).toString();
                cluster.put(node, text.getBytes(StandardCharsets.UTF_8));
            }
        }
        json.put("drained", !undo);
        printed.show(
                spec.commandLine().getOut(),
                json,
                List.of(
                        List.of("WORKER", "STATE"),
                        List.of(worker, undo ? "gets calls" : "gets no new calls")));
        return 0;
    }
}
