package dev.hera.broker.cli;

import dev.hera.broker.cli.calls.CallsCommand;
import dev.hera.broker.cli.keys.TokenCommand;
import dev.hera.broker.cli.keys.WorkerSecretCommand;
import dev.hera.broker.cli.proxy.HaproxySyncCommand;
import dev.hera.broker.cli.replay.ReplayCommand;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.up.UpCommand;
import dev.hera.broker.cluster.ClusterUnwell;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Set;

/// `hera`: all commands but those that the root adds.
@Command(
        name = "hera",
        description = "A platform for a company's APIs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            ZooKeeperCommand.class,
            HaproxySyncCommand.class,
            TokenCommand.class,
            WorkerSecretCommand.class,
            RoutesCommand.class,
            CallsCommand.class,
            AcceptedCommand.class,
            WorkersCommand.class,
            BrokersCommand.class,
            FiguresCommand.class,
            DrainCommand.class,
            ReplayCommand.class
        },
        footer = {
            "",
            "Programs of their own, started by ops/hera in the same way:",
            "  bench               Puts a load on a server, tells latencies and CPU time.",
            "  conformance         Tells whether a worker keeps to the protocol, or a broker.",
            "",
            "`hera COMMAND --help` tells more about a command."
        })
public final class HeraCommand implements Runnable {
    private static final int CANNOT = 1;
    private static final int WRONGLY_ASKED = 2;

    private static final Set<String> FILTERING = Set.of("calls", "replay");

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Made by picocli.
    HeraCommand() {}

    /// The command line, ready to take more commands and to run.
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new HeraCommand());
        line.setExecutionExceptionHandler((thrown, at, _) -> tell(thrown, at));
        line.setParameterExceptionHandler((thrown, _) -> tellWrong(thrown));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        for (CommandLine one : line.getSubcommands().values()) {
            if (FILTERING.contains(one.getCommandName())) {
                // a filter's -TERM is no option
                one.setUnmatchedOptionsArePositionalParams(true);
            }
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int tell(Exception thrown, CommandLine at) throws Exception {
        if (thrown instanceof Failure || thrown instanceof ClusterUnwell) {
            at.getErr().println(at.getCommandName() + ": " + oneLine(thrown));
            return CANNOT;
        }
        throw thrown;
    }

    private static int tellWrong(ParameterException thrown) {
        CommandLine at = thrown.getCommandLine();
        String name = at.getCommandSpec().qualifiedName();
        at.getErr().println(name + ": " + oneLine(thrown) + "; see " + name + " --help");
        return WRONGLY_ASKED;
    }

    private static String oneLine(Exception thrown) {
        return String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", ", ");
    }
}
