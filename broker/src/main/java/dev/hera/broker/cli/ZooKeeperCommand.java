package dev.hera.broker.cli;

import dev.hera.broker.cli.terminal.Homes;
import dev.hera.broker.cluster.EmbeddedZooKeeper;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `hera zookeeper`: one ZooKeeper for a platform on one machine, until TERM.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "zookeeper",
        description = "Runs one ZooKeeper on this machine; for several machines, run your own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  ops/hera zookeeper --port 2181 --data /var/lib/hera/zookeeper"
        })
final class ZooKeeperCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "(${DEFAULT-VALUE})")
    private int port = 2181;

    @Option(names = "--data", paramLabel = "DIR", description = "zookeeper in HERA_HOME or .hera")
    private @Nullable Path data;

    @Override
    public Integer call() throws InterruptedException {
        Path folder = data == null ? Homes.usual().resolve("zookeeper") : data;
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start(folder, port);
        System.out.println("zookeeper ready at " + server.address());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "hera-stop"));
        new CountDownLatch(1).await();
        return 0;
    }

    /// A stop that was asked for ends with 0, which a JVM that gets TERM would not do by itself.
    private static void stop(EmbeddedZooKeeper server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }
}
