package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.BrokerOption;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera drain`: a worker gets no new calls from any broker until the drain is undone.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "drain",
        description = "Gives a worker no new calls, at every broker; calls that run go on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A worker that is the last one of an endpoint is drained with --force only.",
            "",
            "Examples:",
            "  ops/hera drain --preview worker-1",
            "  ops/hera drain worker-1",
            "  ops/hera drain --undo worker-1"
        })
final class DrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ZooKeeperOption zookeeper = new ZooKeeperOption();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Option(names = "--undo", description = "the worker gets calls again")
    private boolean undo;

    @Option(names = "--preview", description = "shows what it would leave, and changes nothing")
    private boolean preview;

    @Option(names = "--force", description = "also when endpoints are left without a worker")
    private boolean force;

    @Parameters(paramLabel = "WORKER", description = "as `routes --explain` shows it")
    private String worker = "";

    @Override
    public Integer call() {
        if (!Names.isId(worker)) {
            throw new Failure("\"" + worker + "\" is no worker; allowed: [A-Za-z0-9_-]{1,64}");
        }
        if (preview) {
            JsonNode found = look();
            printed.show(spec.commandLine().getOut(), found, rows(found));
            return 0;
        }
        if (!undo && !force) {
            guard(look());
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

    private JsonNode look() {
        return broker.ask("GET", "/_hera/api/drain?worker=" + worker);
    }

    /// Nothing is drained of which it is not known that others take over.
    private void guard(JsonNode found) {
        if (!found.path("linked").asBoolean()) {
            throw new Failure(
                    "no broker has a worker " + worker + "; see `workers` (--force drains it)");
        }
        for (JsonNode one : found.path("brokers")) {
            if (!one.path("answered").asBoolean()) {
                throw new Failure(
                        "%s does not answer, so what is left there is not known (--force drains)"
                                .formatted(one.path("broker").asText()));
            }
        }
        List<String> without = texts(found.path("without"));
        if (!without.isEmpty()) {
            throw new Failure(
                    "%s is the last worker of %s; start another first (--force drains it)"
                            .formatted(worker, String.join(", ", without)));
        }
    }

    private static List<List<String>> rows(JsonNode found) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BROKER", "LEFT WITHOUT A WORKER"));
        for (JsonNode one : found.path("brokers")) {
            List<String> without = texts(one.path("without"));
            String here = without.isEmpty() ? "nothing" : String.join(", ", without);
            boolean answered = one.path("answered").asBoolean();
            rows.add(List.of(one.path("broker").asText(), answered ? here : "no answer"));
        }
        return rows;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
