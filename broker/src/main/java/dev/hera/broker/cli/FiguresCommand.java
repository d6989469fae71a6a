package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera figures`: the series that the page draws its charts of, of every broker, as they stand.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "figures",
        description = "Shows what every broker counts and the page draws.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera figures",
            "  ops/hera figures hera_calls_total",
            "  ops/hera figures 'POST /0/echo'"
        })
final class FiguresCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "only lines with this text: a series, an endpoint, a worker")
    private String text = "";

    @Override
    public Integer call() {
        JsonNode found = broker.ask("GET", "/_hera/api/figures");
        printed.show(spec.commandLine().getOut(), found, rows(found, text));
        return 0;
    }

    static List<List<String>> rows(JsonNode figures, String text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BROKER", "SERIES", "NOW"));
        for (JsonNode broker : figures.path("brokers")) {
            String id = broker.path("broker").asText();
            if (!broker.path("answered").asBoolean()) {
                rows.add(List.of(id, "no answer", ""));
            }
            broker.path("lines")
                    .asText()
                    .lines()
                    .filter(line -> line.contains(text))
                    .map(line -> row(id, line))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static List<String> row(String broker, String line) {
        int end = line.lastIndexOf(' ');
        return end < 0
                ? List.of(broker, line, "")
                : List.of(broker, line.substring(0, end), line.substring(end + 1));
    }
}
