package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/// What is done to all calls that a filter finds; without `--yes` they are only counted.
///
/// Filled in by picocli before the command runs; nothing changes afterwards. Calls that come while
/// it works are left alone.
abstract class ActCommand implements Callable<Integer> {
    private static final String PATH = "/_hera/api/calls/";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private FilterArgument filter = new FilterArgument();
    @Mixin private Printed printed = new Printed();

    @Option(names = "--yes", description = "do it; without, the calls are only counted")
    private boolean yes;

    /// `hera calls delete FILTER`.
    @Command(
            name = "delete",
            description = "Removes the calls that a filter finds, for good.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ops/hera calls delete caller:test before:7d --yes"})
    static final class Delete extends ActCommand {}

    /// `hera calls pin FILTER`.
    @Command(
            name = "pin",
            description = "Keeps the calls that a filter finds, however old they get.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ops/hera calls pin status:5xx after:1h --yes"})
    static final class Pin extends ActCommand {}

    /// `hera calls unpin FILTER`.
    @Command(
            name = "unpin",
            description = "Lets the calls that a filter finds go when their time has come.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ops/hera calls unpin caller:shop --yes"})
    static final class Unpin extends ActCommand {}

    @Override
    public Integer call() {
        String text = filter.text(spec.commandLine().getErr());
        if (text.isBlank()) {
            throw new Failure("a filter is wanted; `before:0s` finds every call there is");
        }
        ObjectNode wanted = new ObjectMapper().createObjectNode();
        wanted.put("filter", text + " before:" + Instant.now());
        String action = spec.name();
        JsonNode count = broker.tell("POST", PATH + action, wanted.toString());
        String all = count.path("calls").asText();
        if (!yes) {
            String some = count.path("more").asBoolean() ? "at least " : "";
            List<String> row = List.of(action, some + all, "nothing is done without --yes");
            printed.show(spec.commandLine().getOut(), count, List.of(row));
            return 0;
        }
        ObjectNode done = act(action, wanted.put("sure", true));
        List<String> row = List.of(action, "of " + all, done.path("done").asText() + " done");
        printed.show(spec.commandLine().getOut(), done, List.of(row));
        return 0;
    }

    /// A bounded number of calls at a time, until there are no more.
    private ObjectNode act(String action, ObjectNode wanted) {
        ObjectNode sum = new ObjectMapper().createObjectNode();
        long done = 0;
        boolean more = true;
        while (more) {
            JsonNode some = broker.tell("POST", PATH + action, wanted.toString());
            done += some.path("done").asLong();
            more = some.path("more").asBoolean();
            wanted.set("cursor", some.path("cursor"));
            sum.set("missing", some.path("missing"));
        }
        return sum.put("done", done);
    }
}
