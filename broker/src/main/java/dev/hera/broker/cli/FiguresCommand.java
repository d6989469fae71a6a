package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `hera figures`: the series that the page draws its charts of, of every broker, as they stand, or
/// as they stood each half minute of the last hour.
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
            "  ops/hera figures 'POST /0/echo'",
            "  ops/hera figures --past hera_calls_in_flight"
        })
final class FiguresCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private Printed printed = new Printed();

    @Option(names = "--past", description = "as it was each half minute of the last hour")
    private boolean past;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "only lines with this text: a series, an endpoint, a worker")
    private String text = "";

    @Override
    public Integer call() {
        JsonNode found = broker.ask("GET", "/_hera/api/figures" + (past ? "/past" : ""));
        List<List<String>> rows = past ? pastRows(found, text) : rows(found, text);
        printed.show(spec.commandLine().getOut(), found, rows);
        return 0;
    }

    static List<List<String>> pastRows(JsonNode figures, String text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("AT", "BROKER", "SERIES", "THEN"));
        for (JsonNode broker : figures.path("brokers")) {
            String id = broker.path("broker").asText();
            if (!broker.path("answered").asBoolean()) {
                rows.add(List.of("", id, "no answer", ""));
            }
            for (JsonNode look : broker.path("looks")) {
                String at = Instant.ofEpochSecond(look.path("at").asLong()).toString();
                lines(look, text)
                        .map(line -> Stream.concat(Stream.of(at), row(id, line).stream()).toList())
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static Stream<String> lines(JsonNode figures, String text) {
        return figures.path("lines").asText().lines().filter(line -> line.contains(text));
    }

    static List<List<String>> rows(JsonNode figures, String text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BROKER", "SERIES", "NOW"));
        for (JsonNode broker : figures.path("brokers")) {
            String id = broker.path("broker").asText();
            if (!broker.path("answered").asBoolean()) {
                rows.add(List.of(id, "no answer", ""));
            }
            lines(broker, text).map(line -> row(id, line)).forEach(rows::add);
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
