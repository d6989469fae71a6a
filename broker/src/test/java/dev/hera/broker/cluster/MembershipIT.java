package dev.hera.broker.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.KillSession;
import org.apache.curator.test.TestingCluster;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// A broker's node on a real ensemble of three servers, while sessions, leaders and servers go.
@Execution(ExecutionMode.SAME_THREAD)
class MembershipIT {
    private static final BrokerPaths PATHS = new BrokerPaths("/hera");
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static TestingCluster ensemble;
    private static CuratorFramework outside;

    @BeforeAll
    static void start() throws Exception {
        ensemble = new TestingCluster(3);
        ensemble.start();
        outside =
                CuratorFrameworkFactory.newClient(
                        ensemble.getConnectString(), new RetryOneTime(500));
        outside.start();
        outside.blockUntilConnected();
    }

    @AfterAll
    static void stop() throws Exception {
        outside.close();
        ensemble.close();
    }

    private static Cluster connect() {
        Cluster cluster = Cluster.connect(ensemble.getConnectString(), PATHS, SESSION, Acls.open());
        cluster.awaitConnected(Duration.ofSeconds(20));
        return cluster;
    }

    private static BrokerNode node(String id, int port) {
        return new BrokerNode(
                id,
                "127.0.0.1",
                port,
                port + 100,
                List.of("http/1.1", "hera.v1"),
                "0.1.0",
                UUID.randomUUID(),
                Instant.parse("2026-11-21T07:00:00Z"));
    }

    private static Stat stat(String id) throws Exception {
        return outside.checkExists().forPath(PATHS.broker(id));
    }

    private static long session(Cluster cluster) throws Exception {
        return cluster.client().getZookeeperClient().getZooKeeper().getSessionId();
    }

    @Test
    void aBrokerStandsWithItsAddressPortsAndProtocolsOwnedByItsSession() throws Exception {
        BrokerNode node = node("plain", 9101);
        try (Cluster cluster = connect();
                Membership membership = cluster.join(node)) {
            assertTrue(membership.isRegistered());
            assertEquals(session(cluster), stat("plain").getEphemeralOwner());
            byte[] data = outside.getData().forPath(PATHS.broker("plain"));
            assertEquals(node, BrokerNodeCodec.read(data).orElseThrow());
        }
    }

    @Test
    void aCleanStopTakesTheNodeAwayAtOnce() throws Exception {
        try (Cluster cluster = connect()) {
            Membership membership = cluster.join(node("leaver", 9102));
            membership.leave();
            assertEquals(null, stat("leaver"));
        }
    }

    /// A process that registers and then only waits to be killed.
    static final class Lonely {
        public static void main(String[] args) throws InterruptedException {
            Cluster cluster = Cluster.connect(args[0], PATHS, SESSION, Acls.open());
            cluster.awaitConnected(Duration.ofSeconds(20));
            cluster.join(node(args[1], Integer.parseInt(args[2])));
            Thread.currentThread().join();
        }
    }

    @Test
    void aKilledBrokersNodeVanishesWithItsSession() throws Exception {
        lonely("killed", 9103).destroyForcibly().waitFor();
        assertNotEquals(null, stat("killed"));
        await(SESSION.multipliedBy(2), () -> stat("killed") == null);
    }

    /// Starts another process that registers, and waits until it has.
    private static Process lonely(String id, int port) throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lonely.class.getName(),
                                ensemble.getConnectString(),
                                id,
                                Integer.toString(port))
                        .inheritIO()
                        .start();
        await(Duration.ofSeconds(30), () -> stat(id) != null || !process.isAlive());
        return process;
    }

    @Test
    void aHundredKilledSessionsLeaveOneNodeOwnedByTheLivingOne() throws Exception {
        try (Cluster cluster = connect();
                Membership membership = cluster.join(node("phoenix", 9104))) {
            for (int i = 0; i < 100; i++) {
                long dead = session(cluster);
                KillSession.kill(cluster.client().getZookeeperClient().getZooKeeper());
                await(
                        Duration.ofSeconds(20),
                        () -> {
                            Stat stat = stat("phoenix");
                            return stat != null
                                    && stat.getEphemeralOwner() != dead
                                    && stat.getEphemeralOwner() == session(cluster);
                        });
                assertNotEquals(dead, session(cluster));
                assertEquals(
                        1,
                        outside.getChildren().forPath(PATHS.brokers()).stream()
                                .filter("phoenix"::equals)
                                .count());
            }
            assertTrue(membership.isRegistered());
        }
    }

    @Test
    void aNodeThatSomebodyDeletedComesBack() throws Exception {
        try (Cluster cluster = connect();
                Membership membership = cluster.join(node("deleted", 9105))) {
            outside.delete().forPath(PATHS.broker("deleted"));
            await(Duration.ofSeconds(5), () -> stat("deleted") != null);
            await(Duration.ofSeconds(5), membership::isRegistered);
        }
    }

    @Test
    void aSecondBrokerOnOneIdIsRefusedInOneLine() {
        try (Cluster first = connect();
                Cluster second = connect();
                Membership membership = first.join(node("twin", 9106))) {
            ClusterUnwell refused =
                    assertThrows(ClusterUnwell.class, () -> second.join(node("twin", 9107)));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("twin") && message.contains("setting id"), message);
            assertEquals(1, message.lines().count());
            assertTrue(membership.isRegistered());
        }
    }

    @Test
    void aRestartedBrokerReplacesTheNodeOfItsDeadSession() throws Exception {
        lonely("again", 9108).destroyForcibly().waitFor();
        assertNotEquals(null, stat("again"));
        try (Cluster alive = connect();
                Membership after = alive.join(node("again", 9108))) {
            assertEquals(session(alive), stat("again").getEphemeralOwner());
            assertTrue(after.isRegistered());
        }
    }

    @Test
    void aDeadBrokersPlaceGoesToOneWithAnotherAddress() throws Exception {
        lonely("moved", 9110).destroyForcibly().waitFor();
        assertNotEquals(null, stat("moved"));
        try (Cluster alive = connect();
                Membership after = alive.join(node("moved", 9111))) {
            assertEquals(session(alive), stat("moved").getEphemeralOwner());
            assertTrue(after.isRegistered());
        }
    }

    @Test
    void twoOfOneNameAndAddressNeverTakeTurns() throws Exception {
        try (Cluster older = connect();
                Cluster newer = connect();
                Membership replaced = older.join(node("turns", 9112));
                Membership stands = newer.join(node("turns", 9112))) {
            await(Duration.ofSeconds(10), () -> !replaced.isRegistered());
            for (int i = 0; i < 3; i++) {
                long dead = session(older);
                KillSession.kill(older.client().getZookeeperClient().getZooKeeper());
                await(Duration.ofSeconds(20), () -> older.isConnected() && session(older) != dead);
                assertEquals(session(newer), stat("turns").getEphemeralOwner());
            }
            assertTrue(stands.isRegistered());
        }
    }

    @Test
    void theNodeOutlivesTheLeader() throws Exception {
        try (Cluster cluster = connect();
                Membership membership = cluster.join(node("steady", 9109))) {
            long session = session(cluster);
            var leader =
                    ensemble.findConnectionInstance(
                            cluster.client().getZookeeperClient().getZooKeeper());
            ensemble.killServer(leader);
            await(Duration.ofSeconds(30), () -> cluster.isConnected() && stat("steady") != null);
            ensemble.restartServer(leader);
            await(
                    Duration.ofSeconds(30),
                    () -> stat("steady").getEphemeralOwner() == session(cluster));
            assertTrue(session != 0 && membership.isRegistered());
        }
    }

    /// Something that may be true later.
    private interface Fact {
        boolean holds() throws Exception;
    }

    private static void await(Duration most, Fact fact) throws Exception {
        Instant end = Instant.now().plus(most);
        while (!holds(fact)) {
            assertTrue(Instant.now().isBefore(end), "not within " + most);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean holds(Fact fact) throws Exception {
        try {
            return fact.holds();
        } catch (org.apache.zookeeper.KeeperException e) {
            return false;
        }
    }
}
