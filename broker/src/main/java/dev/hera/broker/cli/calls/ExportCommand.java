package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.cli.terminal.BrokerOption;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.terminal.Printed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera calls export FILTER --to FILE`: calls whole, as one file.
///
/// Filled in by picocli before the command runs; nothing changes afterwards. The file is there when
/// it is whole, and not before.
@Command(
        name = "export",
        description = {
            "Writes the calls of all brokers that a filter finds into one file, with the calls",
            "that their handlers made. Secrets in them are masked, as in the journal."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ops/hera calls export 'endpoint:\"GET /0/report\" after:1h' --to report.calls.jsonl"
        })
final class ExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private FilterArgument filter = new FilterArgument();
    @Mixin private Printed printed = new Printed();

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "the file to make")
    private Path file = Path.of("");

    @Option(
            names = "--limit",
            defaultValue = "10000",
            description = "most calls, up to 1000000 (${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--cursor",
            defaultValue = "",
            description = "the last call that was looked at before")
    private String cursor = "";

    @Option(names = "--force", description = "also when the file is there already")
    private boolean force;

    @Option(names = "--partial", description = "also when a broker does not answer")
    private boolean partial;

    @Override
    public Integer call() {
        String text = FilterArgument.encoded(filter.text(spec.commandLine().getErr()));
        if (Files.exists(file) && !force) {
            throw new Failure(file + " is there already (--force)");
        }
        try (ExportFile out = ExportFile.beside(file)) {
            broker.lines(path(text), out::line);
            JsonNode end = out.end();
            String missing = missing(end);
            if (!missing.isEmpty() && !partial) {
                throw new Failure(missing + ": no file was made (--partial makes one)");
            }
            out.finish();
            printed.show(spec.commandLine().getOut(), end, rows(end, missing));
        }
        return 0;
    }

    private String path(String text) {
        return "/_hera/api/calls/export?filter=%s&limit=%d&cursor=%s"
                .formatted(text, limit, FilterArgument.encoded(cursor));
    }

    /// What is not in the file because somebody did not answer; empty when everything is.
    private static String missing(JsonNode end) {
        String brokers = end.path("missing").isEmpty() ? "" : end.path("missing").toString();
        int unread = end.path("unread").asInt();
        if (brokers.isEmpty() && unread == 0) {
            return "";
        }
        return "brokers that did not answer: %s, calls that could not be read: %d"
                .formatted(brokers.isEmpty() ? "none" : brokers, unread);
    }

    private List<List<String>> rows(JsonNode end, String missing) {
        String some = end.path("more").asBoolean() ? ", and there may be more" : "";
        String cut = some.isEmpty() ? "" : "--cursor " + end.path("cursor").asText();
        return List.of(
                List.of("EXPORT", file.toString()),
                List.of("calls", end.path("calls").asText() + some),
                List.of("calls that they made", end.path("remote").asText()),
                List.of("left out, still running", end.path("running").asText()),
                List.of("go on with", cut),
                List.of("not in it", missing));
    }
}
