package dev.hera.conformance.worker;

import dev.hera.conformance.socket.Door;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.codec.BrokerNodeCodec;
import dev.hera.wire.local.LocalHera;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

import java.nio.file.Path;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A real ZooKeeper, and the hand that writes brokers into it; any thread.
final class Herd implements AutoCloseable {
    private static final int SESSION_MS = 60_000;
    private final LocalHera zookeeper;
    private final CuratorFramework client;
    private final Queue<Door> doors = new ConcurrentLinkedQueue<>();

    /// @param data an empty folder
    Herd(Path data) {
        this.zookeeper =
                ServiceLoader.load(LocalHera.Starter.class)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no broker's jar"))
                        .start(0, data);
        this.client =
                CuratorFrameworkFactory.newClient(
                        zookeeper.zookeeper(), SESSION_MS, SESSION_MS, new RetryNTimes(20, 250));
        client.start();
    }

    /// Where it listens, `host:port`.
    String address() {
        return zookeeper.zookeeper();
    }

    /// Writes a broker's node, new or changed.
    void put(String root, BrokerNode node) {
        put(root, node.id(), BrokerNodeCodec.write(node));
    }

    /// Writes any bytes where a broker's node would be.
    void put(String root, String id, byte[] data) {
        try {
            String path = new BrokerPaths(root).broker(id);
            String _ = client.create().orSetData().creatingParentsIfNeeded().forPath(path, data);
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper takes no node for " + id, e);
        }
    }

    /// Takes a broker's node away.
    void remove(String root, String id) {
        try {
            client.delete().quietly().forPath(new BrokerPaths(root).broker(id));
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper does not give up the node of " + id, e);
        }
    }

    /// Keeps a door until the end.
    void keep(Door door) {
        doors.add(door);
    }

    @Override
    public void close() {
        doors.forEach(Door::close);
        client.close();
        zookeeper.close();
    }
}
