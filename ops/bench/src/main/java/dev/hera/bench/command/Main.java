package dev.hera.bench.command;

import picocli.CommandLine;

/// The program behind `ops/hera bench`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setParameterExceptionHandler((thrown, _) -> wrong(thrown.getCommandLine(), thrown))
                .setExecutionExceptionHandler((thrown, at, _) -> cannot(at, thrown));
    }

    private static int wrong(CommandLine at, Exception thrown) {
        at.getErr().println("bench: " + thrown.getMessage() + "; see ops/hera bench --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int cannot(CommandLine at, Exception thrown) throws Exception {
        if (thrown instanceof Failure) {
            at.getErr().println("bench: " + thrown.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw thrown;
    }
}
