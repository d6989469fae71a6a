package dev.hera.worker.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.BrokerNode;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ZooKeeperHerd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

class BrokerWatchIT {
    @TempDir Path folder;
    private final List<List<String>> told = new CopyOnWriteArrayList<>();

    private BrokerWatch watch(String address) {
        BrokerWatch watch =
                new BrokerWatch(
                        new BrokerWatch.Where(address, "/hera", "", Duration.ofSeconds(1)),
                        AllowedHosts.of("private"),
                        new BrokerCache(folder.resolve("brokers.jsonl")),
                        this::tell);
        watch.start();
        return watch;
    }

    private void tell(Collection<BrokerNode> brokers) {
        told.add(brokers.stream().map(BrokerNode::id).toList());
    }

    private static BrokerNode node(String id, String host) {
        List<String> protocols = List.of("http/1.1", "hera.v1");
        return new BrokerNode(id, host, 1, 2, protocols, "1", UUID.randomUUID(), Instant.EPOCH);
    }

    private void untilTold(String... ids) {
        Await.until(
                "the brokers are " + List.of(ids) + ", told " + told,
                () -> !told.isEmpty() && told.getLast().equals(List.of(ids)));
    }

    @Test
    void brokersAreFoundAddedAndRemovedAfterTheGrace() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                BrokerWatch watch = watch(zookeeper.address())) {
            untilTold();
            zookeeper.add(node("b1", "127.0.0.1"));
            untilTold("b1");
            zookeeper.add(node("b2", "127.0.0.1"));
            untilTold("b1", "b2");
            long removedAt = System.nanoTime();
            zookeeper.remove("b1");
            untilTold("b2");
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - removedAt);
            assertTrue(millis >= 2000, "gone after " + millis + " ms");
            assertTrue(watch.isConnected());
        }
    }

    @Test
    void brokerThatComesBackWithinTheGraceWasNeverGone() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                BrokerWatch watch = watch(zookeeper.address())) {
            BrokerNode broker = node("b1", "127.0.0.1");
            zookeeper.add(broker);
            untilTold("b1");
            int before = told.size();
            zookeeper.remove("b1");
            zookeeper.add(broker);
            zookeeper.add(node("b2", "127.0.0.1"));
            untilTold("b1", "b2");
            assertEquals(before + 1, told.size(), told.toString());
            assertTrue(watch.isConnected());
        }
    }

    @Test
    void strangersAndNonsenseAreLeftOut() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                BrokerWatch watch = watch(zookeeper.address())) {
            zookeeper.addNonsense("b0");
            zookeeper.add(node("b1", "8.8.8.8"));
            zookeeper.add(node("b2", "169.254.169.254"));
            zookeeper.add(node("b3", "10.1.2.3"));
            untilTold("b3");
            assertTrue(told.stream().noneMatch(ids -> ids.contains("b1")), told.toString());
            assertTrue(watch.isConnected());
        }
    }

    @Test
    void listStandsWhileZooKeeperIsAwayAndServesTheNextColdStart() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd()) {
            try (BrokerWatch watch = watch(zookeeper.address())) {
                zookeeper.add(node("b1", "127.0.0.1"));
                untilTold("b1");
                zookeeper.stop();
                Await.until("the watch notices", () -> !watch.isConnected());
                assertEquals(List.of("b1"), told.getLast());
            }
            told.clear();
            try (BrokerWatch watch = watch(zookeeper.address())) {
                untilTold("b1");
                assertTrue(!watch.isConnected());
            }
        }
    }

    @Test
    void brokerAddedAfterAnOutageIsFound() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                BrokerWatch watch = watch(zookeeper.address())) {
            zookeeper.add(node("b1", "127.0.0.1"));
            untilTold("b1");
            zookeeper.stop();
            Await.until("the watch notices", () -> !watch.isConnected());
            zookeeper.restart();
            zookeeper.add(node("b2", "127.0.0.1"));
            untilTold("b1", "b2");
        }
    }
}
