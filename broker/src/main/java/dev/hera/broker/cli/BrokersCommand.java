package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera brokers`: every broker that ZooKeeper shows.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "brokers",
        description = "Shows every broker, as ZooKeeper has it.",
        mixinStandardHelpOptions = true)
final class BrokersCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Override
    public Integer call() {
        JsonNode found = broker.ask("GET", "/_hera/api/brokers");
        printed.show(spec.commandLine().getOut(), found, rows(found));
        return 0;
    }

    static List<List<String>> rows(JsonNode brokers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BROKER", "CALLERS", "WORKERS, OPERATORS", "VERSION", "SINCE"));
        for (JsonNode one : brokers) {
            String host = one.path("host").asText() + ':';
            rows.add(
                    List.of(
                            one.path("id").asText(),
                            host + one.path("httpPort").asText(),
                            host + one.path("linkPort").asText(),
                            one.path("version").asText(),
                            one.path("startedAt").asText()));
        }
        return rows;
    }
}
