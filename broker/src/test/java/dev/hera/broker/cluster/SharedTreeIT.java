package dev.hera.broker.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.BrokerPaths;
import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Acceptance;

import org.apache.curator.test.KillSession;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Shared settings on a server of our own: handed on, kept, guarded, and back after a restart.
class SharedTreeIT {
    private static final BrokerPaths PATHS = new BrokerPaths("/deep/hera");
    private static final byte[] ONE = "1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TWO = "2".getBytes(StandardCharsets.US_ASCII);
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private @TempDir Path data;
    private int port;
    private EmbeddedZooKeeper server;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = EmbeddedZooKeeper.start(data, port);
        cluster = connect(Acls.open(), PATHS);
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    private Cluster connect(Acls acls, BrokerPaths paths) {
        Cluster made = Cluster.connect(server.address(), paths, Duration.ofSeconds(4), acls);
        made.awaitConnected(Duration.ofSeconds(20));
        return made;
    }

    private void read(Map<String, byte[]> nodes) {
        seen.keySet().retainAll(nodes.keySet());
        nodes.forEach((id, bytes) -> seen.put(id, new String(bytes, StandardCharsets.US_ASCII)));
    }

    private static void await(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within 30 s: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void whatIsWrittenChangedAndDeletedIsHandedOn() {
        try (SharedTree _ = cluster.watch(PATHS.tokens(), this::read)) {
            cluster.put(PATHS.token("a"), ONE);
            cluster.put(PATHS.token("b"), ONE);
            await("two", () -> seen.equals(Map.of("a", "1", "b", "1")));
            cluster.put(PATHS.token("a"), TWO);
            await("changed", () -> seen.equals(Map.of("a", "2", "b", "1")));
            assertTrue(cluster.delete(PATHS.token("b")));
            await("deleted", () -> seen.equals(Map.of("a", "2")));
            assertFalse(cluster.delete(PATHS.token("b")));
        }
    }

    @Test
    void whatChangesWhileTheSessionIsDeadIsSeenAfterwards() throws Exception {
        try (SharedTree _ = cluster.watch(PATHS.tokens(), this::read);
                Cluster other = connect(Acls.open(), PATHS)) {
            other.put(PATHS.token("a"), ONE);
            other.put(PATHS.token("revoked"), ONE);
            await("both", () -> seen.size() == 2);
            for (int i = 0; i < 5; i++) {
                KillSession.kill(cluster.client().getZookeeperClient().getZooKeeper());
                String value = "round" + i;
                other.put(PATHS.token("a"), value.getBytes(StandardCharsets.US_ASCII));
                await(value, () -> value.equals(seen.get("a")));
            }
            KillSession.kill(cluster.client().getZookeeperClient().getZooKeeper());
            other.delete(PATHS.token("revoked"));
            await("revoked", () -> seen.keySet().equals(Set.of("a")));
        }
    }

    @Test
    void everythingIsBackAfterTheServerStartsAgain() {
        cluster.put(PATHS.token("a"), ONE);
        try (SharedTree _ = cluster.watch(PATHS.tokens(), this::read)) {
            await("before", () -> seen.size() == 1);
            server.close();
            await("away", () -> !cluster.isConnected());
            assertEquals(Map.of("a", "1"), seen, "what was known stays known");
            server = EmbeddedZooKeeper.start(data, port);
            await("back", cluster::isConnected);
            cluster.put(PATHS.token("b"), TWO);
            await("after", () -> seen.equals(Map.of("a", "1", "b", "2")));
        }
    }

    @Test
    void aWriteWhileTheServerIsAwayFailsInBoundedTime() {
        server.close();
        long began = System.nanoTime();
        assertThrows(ClusterUnwell.class, () -> cluster.put(PATHS.token("a"), ONE));
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(12).toNanos());
        server = EmbeddedZooKeeper.start(data, port);
    }

    @Test
    void whatIsAnnouncedAtOneBrokerIsKnownToTheOther() {
        Map<String, Endpoint> known = new ConcurrentHashMap<>();
        Endpoint first = Endpoint.of("POST /0/metrics-api");
        Endpoint changed =
                new Endpoint(
                        "POST /0/metrics-api",
                        Acceptance.USUAL,
                        Endpoint.RecordMode.AHEAD,
                        true,
                        Duration.ofSeconds(3),
                        7,
                        List.of("/password"));
        try (Policies writer = cluster.policies(_ -> {});
                Cluster other = connect(Acls.open(), PATHS);
                Policies _ = other.policies(e -> known.put(e.name(), e))) {
            writer.announced(List.of(first, Endpoint.of("sum")));
            await("both", () -> known.size() == 2);
            writer.announced(List.of(changed));
            await("changed", () -> changed.equals(known.get("POST /0/metrics-api")));
        }
    }

    @Test
    void whoIsNoBrokerMayOnlyReadWhereBrokersAre() throws Exception {
        BrokerPaths guarded = new BrokerPaths("/guarded");
        try (Cluster broker = connect(Acls.secured("brokers:secret"), guarded);
                Cluster stranger = connect(Acls.open(), guarded)) {
            broker.refuseOpenRoot();
            broker.put(guarded.token("a"), ONE);
            broker.put(guarded.broker("b"), ONE);
            assertTrue(stranger.get(guarded.broker("b")).isPresent());
            assertThrows(ClusterUnwell.class, () -> stranger.get(guarded.token("a")));
            for (String path :
                    List.of(
                            guarded.root(),
                            guarded.brokers(),
                            guarded.tokens(),
                            guarded.token("a"),
                            guarded.broker("b"))) {
                assertThrows(ClusterUnwell.class, () -> stranger.put(path, TWO), path);
                assertThrows(ClusterUnwell.class, () -> stranger.put(path + "/x", TWO), path);
            }
            assertThrows(ClusterUnwell.class, () -> stranger.delete(guarded.broker("b")));
            assertThrows(
                    KeeperException.class,
                    () ->
                            stranger.client()
                                    .setACL()
                                    .withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE)
                                    .forPath(guarded.tokens()));
        }
    }

    @Test
    void aRootThatSomebodyLeftOpenIsRefused() {
        cluster.put(PATHS.token("a"), ONE);
        try (Cluster secured = connect(Acls.secured("brokers:secret"), PATHS)) {
            ClusterUnwell refused = assertThrows(ClusterUnwell.class, secured::refuseOpenRoot);
            assertTrue(String.valueOf(refused.getMessage()).contains("/deep/hera"));
        }
    }
}
