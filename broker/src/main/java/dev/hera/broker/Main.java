package dev.hera.broker;

import dev.hera.broker.cli.HeraCommand;

import picocli.CommandLine;

/// The command line `hera`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return HeraCommand.commandLine().addSubcommand("broker", BrokerCommand.commandLine());
    }
}
