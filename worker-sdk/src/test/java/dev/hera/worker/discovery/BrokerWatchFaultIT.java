package dev.hera.worker.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ZooKeeperHerd;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

class BrokerWatchFaultIT {
    @TempDir Path folder;
    private final List<List<String>> told = new CopyOnWriteArrayList<>();

    private static BrokerWatch.Where where(String address) {
        return new BrokerWatch.Where(address, "/hera", "", Duration.ofSeconds(10));
    }

    private BrokerWatch watch(String address, CuratorFramework client) {
        BrokerWatch watch =
                new BrokerWatch(
                        where(address),
                        AllowedHosts.of("private"),
                        new BrokerCache(folder.resolve("brokers.jsonl")),
                        this::tell,
                        client);
        watch.start();
        return watch;
    }

    private void tell(Collection<BrokerNode> brokers) {
        told.add(brokers.stream().map(BrokerNode::id).toList());
    }

    private static BrokerNode node(String id) {
        List<String> protocols = List.of("http/1.1", "hera.v1");
        return new BrokerNode(
                id, "127.0.0.1", 1, 2, protocols, "1", UUID.randomUUID(), Instant.EPOCH);
    }

    private void untilTold(String... ids) {
        Await.until(
                "the brokers are " + List.of(ids),
                () -> !told.isEmpty() && told.getLast().equals(List.of(ids)));
    }

    @Test
    void expiredSessionLosesNoBrokerAndSeesTheNext() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd()) {
            CuratorFramework client = BrokerWatch.client(where(zookeeper.address()));
            try (BrokerWatch watch = watch(zookeeper.address(), client)) {
                zookeeper.add(node("b1"));
                untilTold("b1");
                for (int i = 2; i < 6; i++) {
                    long session = client.getZookeeperClient().getZooKeeper().getSessionId();
                    client.getZookeeperClient()
                            .getZooKeeper()
                            .getTestable()
                            .injectSessionExpiration();
                    Await.until("a new session", () -> hasOtherSession(client, session));
                    assertEquals("b1", told.getLast().getFirst());
                    String next = "b" + i;
                    zookeeper.add(node(next));
                    Await.until(next + " is seen", () -> told.getLast().contains(next));
                }
                assertTrue(watch.isConnected());
                assertTrue(told.stream().skip(2).allMatch(ids -> ids.contains("b1")), "" + told);
            }
        }
    }

    private static boolean hasOtherSession(CuratorFramework client, long session) {
        try {
            long now = client.getZookeeperClient().getZooKeeper().getSessionId();
            return client.getZookeeperClient().isConnected() && now != session && now != 0;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void lossOfTheLeaderChangesNothingForTheList() throws Exception {
        try (TestingCluster cluster = new TestingCluster(3)) {
            cluster.start();
            String address = cluster.getConnectString();
            try (CuratorFramework hand =
                            CuratorFrameworkFactory.newClient(address, new RetryNTimes(60, 500));
                    BrokerWatch watch = watch(address, BrokerWatch.client(where(address)))) {
                hand.start();
                add(hand, "b1");
                untilTold("b1");
                InstanceSpec leader =
                        cluster.findConnectionInstance(hand.getZookeeperClient().getZooKeeper());
                assertTrue(cluster.killServer(leader));
                add(hand, "b2");
                untilTold("b1", "b2");
                Await.until("the watch is connected", watch::isConnected);
                assertTrue(told.stream().skip(1).allMatch(ids -> ids.contains("b1")), "" + told);
            }
        }
    }

    private static void add(CuratorFramework hand, String id) throws Exception {
        byte[] data = BrokerNodeCodec.write(node(id));
        hand.create().creatingParentsIfNeeded().forPath("/hera/brokers/" + id, data);
    }
}
