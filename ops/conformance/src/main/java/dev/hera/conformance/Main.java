package dev.hera.conformance;

import picocli.CommandLine;

/// The command `conformance`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new WorkerCommand()).addSubcommand(new BrokerCommand());
    }
}
