package dev.hera.broker.cli.terminal;

import dev.hera.broker.cluster.Acls;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.ClusterUnwell;
import dev.hera.wire.BrokerPaths;

import picocli.CommandLine.Option;

import java.time.Duration;

/// Where ZooKeeper is, for the commands that change what stands in it.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
public final class ZooKeeperOption {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--zookeeper",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HERA_ZOOKEEPER:-127.0.0.1:2181}",
            description = "the ZooKeeper servers, several separated by commas (${DEFAULT-VALUE})")
    private String servers = "";

    @Option(
            names = "--zookeeper.root",
            paramLabel = "NODE",
            defaultValue = "${env:HERA_ZOOKEEPER_ROOT:-/hera}",
            description = "the node that everything of ours is under (${DEFAULT-VALUE})")
    private String root = "";

    /// A connection that stands.
    ///
    /// @throws Failure when there is none within five seconds
    public Cluster connect() {
        BrokerPaths paths;
        try {
            paths = new BrokerPaths(root);
        } catch (IllegalArgumentException e) {
            throw new Failure("--zookeeper.root is \"" + root + "\": " + e.getMessage());
        }
        Cluster cluster = Cluster.connect(servers, paths, SESSION, Acls.open());
        try {
            cluster.awaitConnected(PATIENCE);
            return cluster;
        } catch (ClusterUnwell e) {
            cluster.close();
            throw new Failure(e.getMessage() + " (--zookeeper)");
        }
    }
}
