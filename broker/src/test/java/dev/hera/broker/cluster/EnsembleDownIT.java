package dev.hera.broker.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;

import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The whole ensemble away and back: nothing is forgotten, nothing is doubled, nobody restarts.
///
/// Away for 10 s, longer than a session; `-Dhera.ensemble.down.seconds=60` makes it a minute.
class EnsembleDownIT {
    private static final BrokerPaths PATHS = new BrokerPaths("/hera");
    private static final int SECONDS = Integer.getInteger("hera.ensemble.down.seconds", 10);
    private static final byte[] ONE = "1".getBytes(StandardCharsets.US_ASCII);
    private final Map<String, byte[]> seen = new ConcurrentHashMap<>();

    @Test
    void brokersHealByThemselvesWhenTheEnsembleComesBack() throws Exception {
        try (TestingCluster ensemble = new TestingCluster(3)) {
            ensemble.start();
            try (Cluster first = connect(ensemble);
                    Cluster second = connect(ensemble);
                    Membership one = first.join(node("one", 9101));
                    Membership two = second.join(node("two", 9102));
                    SharedTree _ = first.watch(PATHS.tokens(), seen::putAll)) {
                first.put(PATHS.token("a"), ONE);
                await(() -> seen.containsKey("a"));
                stayDown(ensemble, first);
                assertTrue(seen.containsKey("a"), "what was known stays known");
                for (InstanceSpec server : ensemble.getInstances()) {
                    ensemble.restartServer(server);
                }
                await(() -> owned(first, "one") && owned(second, "two"));
                await(() -> one.isRegistered() && two.isRegistered());
                List<String> brokers = first.client().getChildren().forPath(PATHS.brokers());
                assertEquals(List.of("one", "two"), brokers.stream().sorted().toList());
                second.put(PATHS.token("b"), ONE);
                await(() -> seen.containsKey("b"));
            }
        }
    }

    private static void stayDown(TestingCluster ensemble, Cluster client) throws Exception {
        for (InstanceSpec server : ensemble.getInstances()) {
            ensemble.killServer(server);
        }
        Instant up = Instant.now().plusSeconds(SECONDS);
        await(() -> !client.isConnected());
        await(() -> Instant.now().isAfter(up));
    }

    private static Cluster connect(TestingCluster ensemble) {
        Cluster made =
                Cluster.connect(
                        ensemble.getConnectString(), PATHS, Duration.ofSeconds(6), Acls.open());
        made.awaitConnected(Duration.ofSeconds(20));
        return made;
    }

    private static BrokerNode node(String id, int port) {
        List<String> protocols = List.of("http/1.1", "hera.v1");
        UUID boot = UUID.randomUUID();
        return new BrokerNode(
                id, "127.0.0.1", port, port + 100, protocols, "0.1.0", boot, Instant.EPOCH);
    }

    private static boolean owned(Cluster cluster, String id) throws Exception {
        if (!cluster.isConnected()) {
            return false;
        }
        Stat stat = cluster.client().checkExists().forPath(PATHS.broker(id));
        long session = cluster.client().getZookeeperClient().getZooKeeper().getSessionId();
        return stat != null && stat.getEphemeralOwner() == session;
    }

    /// Something that may be true later.
    private interface Fact {
        boolean holds() throws Exception;
    }

    private static void await(Fact fact) throws Exception {
        Instant end = Instant.now().plusSeconds(60 + SECONDS);
        while (!fact.holds()) {
            assertTrue(Instant.now().isBefore(end), "did not come true");
            LockSupport.parkNanos(10_000_000);
        }
    }
}
