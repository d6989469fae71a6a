package dev.hera.worker.scripted;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A real ZooKeeper, and the hand that writes brokers into it.
public final class ZooKeeperHerd implements AutoCloseable {
    private final TestingServer server;
    private final CuratorFramework client;
    private final BrokerPaths paths = new BrokerPaths("/hera");

    public ZooKeeperHerd() throws Exception {
        this.server = new TestingServer(true);
        this.client =
                CuratorFrameworkFactory.newClient(
                        server.getConnectString(), new RetryNTimes(20, 250));
        client.start();
    }

    /// Where it listens.
    public String address() {
        return server.getConnectString();
    }

    /// Registers a broker.
    public void add(ScriptedBroker broker) throws Exception {
        add(broker.node());
    }

    /// Registers a broker by what it says of itself.
    public void add(BrokerNode node) throws Exception {
        write(node.id(), BrokerNodeCodec.write(node));
    }

    /// Registers something that is no broker.
    public void addNonsense(String id) throws Exception {
        write(id, "{\"id\":".getBytes(StandardCharsets.UTF_8));
    }

    private void write(String id, byte[] data) throws Exception {
        String path = paths.broker(id);
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path, data);
    }

    /// Takes a broker's node away.
    public void remove(String id) throws Exception {
        client.delete().forPath(paths.broker(id));
    }

    /// ZooKeeper goes away.
    public void stop() throws IOException {
        server.stop();
    }

    /// ZooKeeper comes back at the same address with the same memory.
    public void restart() throws Exception {
        server.restart();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("stopping a test's ZooKeeper failed", e);
        }
    }
}
