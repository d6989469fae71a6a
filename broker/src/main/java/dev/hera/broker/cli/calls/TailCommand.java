package dev.hera.broker.cli.calls;

import picocli.CommandLine.Command;

/// `hera calls tail FILTER`: as `list`, but those that end from now on.
@Command(
        name = "tail",
        description = "Shows calls of all brokers as they end, until it is stopped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ops/hera calls tail status:5xx"})
final class TailCommand extends ListCommand {
    @Override
    String path() {
        return "/_hera/api/calls/tail";
    }
}
