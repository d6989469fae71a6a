package dev.hera.conformance.broker;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

import java.net.URI;

/// The broker under test and what is needed to talk to it; immutable.
///
/// @param node as ZooKeeper has it
/// @param service the service that the scripted workers are of
/// @param secret the service's
/// @param token of a caller who may call everything
public record Target(BrokerNode node, String service, String secret, String token) {
    private static final int PATIENCE_MS = 15_000;

    /// Finds the first broker that ZooKeeper knows.
    ///
    /// @throws IllegalStateException when there is none
    public static BrokerNode find(String zookeeper) {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(
                        zookeeper, PATIENCE_MS, PATIENCE_MS, new RetryNTimes(5, 500))) {
            client.start();
            String folder = new BrokerPaths("/hera").brokers();
            String first =
                    client.getChildren().forPath(folder).stream()
                            .sorted()
                            .findFirst()
                            .orElseThrow();
            return BrokerNodeCodec.read(client.getData().forPath(folder + '/' + first))
                    .orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException("no broker is found through ZooKeeper " + zookeeper, e);
        }
    }

    URI http(String path) {
        return URI.create("http://" + node.host() + ':' + node.httpPort() + path);
    }
}
