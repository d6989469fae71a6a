package dev.hera.broker;

import picocli.CommandLine;

/// The command line `hera`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(CommandLine.Model.CommandSpec.create().name("hera"))
                .addSubcommand("broker", BrokerCommand.commandLine());
    }
}
