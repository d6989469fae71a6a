package dev.hera.broker.cli.calls;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hera calls`: what is on record.
@Command(
        name = "calls",
        description = "Shows the calls on record, and removes or keeps them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            CountCommand.class,
            TailCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            ActCommand.Delete.class,
            ActCommand.Pin.class,
            ActCommand.Unpin.class,
            FieldsCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ops/hera calls list status:5xx after:10m",
            "  ops/hera calls show 0199e4c1-7f3a-7abc-8def-0123456789ab"
        })
public final class CallsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which one: list, count, tail, show, export, delete, pin, unpin or fields?");
    }
}
