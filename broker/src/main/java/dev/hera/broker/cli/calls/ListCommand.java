package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// `hera calls list FILTER` and `hera calls tail FILTER`: calls as they are found, or as they end.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "list",
        description = "Shows the calls of all brokers that a filter finds, newest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera calls list status:5xx after:10m",
            "  ops/hera calls list 'endpoint:\"POST /0/echo\" body~\"fb-123\"' --limit 5 --json",
            "  ops/hera calls list after:2026-11-20T12:00 status:5xx settled:no"
        })
class ListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private FilterArgument filter = new FilterArgument();

    @Option(names = "--json", description = "as JSON, one line a call, for programs")
    private boolean json;

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "most calls shown, up to 1000 (${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--cursor",
            defaultValue = "",
            description = "the last call that was looked at before")
    private String cursor = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String text = FilterArgument.encoded(filter.text(err));
        if (!json) {
            out.println(CallRows.heading());
            out.flush();
        }
        String path = path() + "?filter=" + text + "&limit=" + limit + "&cursor=" + cursor;
        broker.lines(path, line -> show(line, out, err));
        return 0;
    }

    /// Where they come from.
    String path() {
        return "/_hera/api/calls/stream";
    }

    private void show(JsonNode line, PrintWriter out, PrintWriter err) {
        JsonNode call = line.path("call");
        if (call.isObject()) {
            out.println(json ? call.toString() : CallRows.row(call));
            out.flush();
        }
        JsonNode end = line.path("end");
        if (end.path("more").asBoolean()) {
            err.println("there may be more: --cursor " + end.path("cursor").asText());
        }
        if (!end.path("missing").isEmpty()) {
            err.println("brokers that did not answer: " + end.path("missing"));
        }
        for (JsonNode missed : line.path("missed")) {
            if (missed.asLong() != 0) {
                err.println("calls that were missed, by broker: " + line.path("missed"));
                break;
            }
        }
        err.flush();
    }
}
