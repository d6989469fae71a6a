package dev.hera.broker.cli.calls;

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

/// `hera calls count FILTER`: how many, by endpoint, outcome and state.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "count",
        description = "Counts the calls of all brokers that a filter finds.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ops/hera calls count after:1h"})
final class CountCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private FilterArgument filter = new FilterArgument();
    @Mixin private Printed printed = new Printed();

    @Override
    public Integer call() {
        String text = FilterArgument.encoded(filter.text(spec.commandLine().getErr()));
        JsonNode count = broker.ask("GET", "/_hera/api/calls/count?filter=" + text);
        printed.show(spec.commandLine().getOut(), count, rows(count));
        return 0;
    }

    static List<List<String>> rows(JsonNode count) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BY", "WHAT", "CALLS"));
        for (String by : List.of("endpoints", "outcomes", "states")) {
            count.path(by)
                    .properties()
                    .forEach(one -> rows.add(List.of(by, one.getKey(), one.getValue().asText())));
        }
        String some = count.path("more").asBoolean() ? "at least " : "";
        rows.add(List.of("all", "", some + count.path("calls").asText()));
        if (!count.path("missing").isEmpty()) {
            rows.add(List.of("missing", count.path("missing").toString(), "?"));
        }
        return rows;
    }
}
