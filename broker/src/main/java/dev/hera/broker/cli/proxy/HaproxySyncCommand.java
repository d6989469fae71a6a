package dev.hera.broker.cli.proxy;

import dev.hera.broker.cli.terminal.ZooKeeperOption;
import dev.hera.broker.cluster.Cluster;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `hera haproxy-sync`: beside a HAProxy, until TERM. When it ends the slots stay as they are.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "haproxy-sync",
        description = "Keeps a HAProxy's server slots as the brokers in ZooKeeper are.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  ops/hera haproxy-sync --socket /run/haproxy/haproxy.sock --zookeeper zk1:2181"
        })
public final class HaproxySyncCommand implements Callable<Integer> {
    @Mixin private ZooKeeperOption zookeeper = new ZooKeeperOption();

    @Option(
            names = "--socket",
            required = true,
            paramLabel = "PATH",
            description = "HAProxy's runtime socket, level admin")
    private Path socket = Path.of("");

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "the one with the slots (${DEFAULT-VALUE})")
    private String backend = "hera";

    @Option(
            names = "--state-file",
            paramLabel = "PATH",
            description = "HAProxy's server-state-file (haproxy.state beside the socket)")
    private @Nullable Path stateFile;

    @Override
    public Integer call() throws InterruptedException {
        Path state =
                stateFile == null
                        ? socket.toAbsolutePath().resolveSibling("haproxy.state")
                        : stateFile;
        try (Cluster cluster = zookeeper.connect();
                HaproxySync sync =
                        new HaproxySync(socket, backend, state, line -> System.out.println(line))) {
            sync.start();
            try (var _ = cluster.watch(cluster.paths().brokers(), sync::brokers)) {
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }
}
