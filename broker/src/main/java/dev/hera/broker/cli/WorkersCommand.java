package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `hera workers`: the workers of a broker, or with `--matrix` every worker at every broker.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "workers",
        description = "Shows a broker's workers, or every worker at every broker.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ops/hera workers", "  ops/hera workers --matrix"})
final class WorkersCommand implements Callable<Integer> {
    private static final String NONE = "-";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Option(
            names = "--matrix",
            description = "every worker at every broker: the round trip of a question, or why not")
    private boolean matrix;

    @Override
    public Integer call() {
        JsonNode found = broker.ask("GET", matrix ? "/_hera/api/matrix" : "/_hera/api/workers");
        printed.show(spec.commandLine().getOut(), found, matrix ? matrix(found) : list(found));
        return 0;
    }

    static List<List<String>> list(JsonNode workers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "STATE", "IN FLIGHT", "CPU", "MEMORY", "PING"));
        for (JsonNode worker : workers) {
            JsonNode vitals = worker.path("vitals");
            rows.add(
                    List.of(
                            worker.path("worker").asText(),
                            worker.path("state").asText(),
                            worker.path("inFlight").asText(),
                            percent(vitals.path("cpu")),
                            percent(vitals.path("memoryUse")),
                            millis(worker.path("pingMs"))));
        }
        return rows;
    }

    static List<List<String>> matrix(JsonNode matrix) {
        List<String> brokers = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("WORKER", "LINKED", "ANSWERING"));
        for (JsonNode broker : matrix.path("brokers")) {
            brokers.add(broker.path("broker").asText());
            heading.add(broker.path("broker").asText());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(heading);
        for (JsonNode worker : matrix.path("workers")) {
            List<String> row = new ArrayList<>();
            String of = " of " + worker.path("of").asText();
            row.add(worker.path("worker").asText());
            row.add(worker.path("linked").asText() + of);
            row.add(worker.path("answering").asText() + of);
            brokers.forEach(broker -> row.add(cell(worker.path("links"), broker)));
            rows.add(row);
        }
        return rows;
    }

    private static String cell(JsonNode links, String broker) {
        for (JsonNode link : links) {
            if (link.path("broker").asText().equals(broker)) {
                if (!link.path("linked").asBoolean()) {
                    return "not linked";
                }
                return link.path("answering").asBoolean()
                        ? millis(link.path("pingMs"))
                        : "silent for %d s".formatted(link.path("silenceMs").asLong() / 1_000);
            }
        }
        return "no answer";
    }

    private static String millis(JsonNode millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis.asDouble());
    }

    private static String percent(JsonNode share) {
        return share.isNumber()
                ? String.format(Locale.ROOT, "%.0f %%", share.asDouble() * 100)
                : NONE;
    }
}
