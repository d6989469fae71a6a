package dev.hera.broker.wiring;

import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.cluster.Acls;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.SharedTree;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What ZooKeeper last told this broker of tokens, credentials and other brokers; any thread reads.
///
/// Written by the connection's thread, each table whole. While ZooKeeper is away, what was known
/// stays known.
public final class Known implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Known.class);
    private static final int MOST_BROKERS = 1000;
    private final List<SharedTree> trees = new ArrayList<>();
    private volatile TokenTable tokens = TokenTable.EMPTY;
    private volatile WorkerTable services = WorkerTable.EMPTY;
    private volatile Map<String, byte[]> brokers = Map.of();
    private volatile List<BrokerNode> nodes = List.of();
    private final Set<String> everSeen = ConcurrentHashMap.newKeySet();

    /// The connection to ZooKeeper that the settings name.
    public static Cluster connect(Settings settings) {
        return Cluster.connect(
                settings.text("zookeeper"),
                new BrokerPaths(settings.text("zookeeper.root")),
                settings.millis("zookeeper.session.ms"),
                Acls.open());
    }

    /// Begins to listen; called once, by the thread that starts the broker.
    public void watch(Cluster cluster) {
        trees.add(cluster.watch(cluster.paths().tokens(), this::tokens));
        trees.add(cluster.watch(cluster.paths().workers(), this::services));
        trees.add(cluster.watch(cluster.paths().brokers(), this::brokers));
    }

    private void tokens(Map<String, byte[]> nodes) {
        TokenTable table = TokenTable.of(nodes);
        table.unreadable()
                .forEach(id -> LOG.warn("token {} cannot be read and allows nothing", id));
        tokens = table;
    }

    private void services(Map<String, byte[]> nodes) {
        WorkerTable table = WorkerTable.of(nodes);
        table.unreadable().forEach(id -> LOG.warn("credential {} cannot be read", id));
        services = table;
    }

    private void brokers(Map<String, byte[]> told) {
        brokers = told;
        nodes =
                told.values().stream()
                        .map(BrokerNodeCodec::read)
                        .flatMap(Optional::stream)
                        .toList();
        if (everSeen.size() < MOST_BROKERS) {
            everSeen.addAll(told.keySet());
        }
    }

    /// Tokens of callers and operators.
    public TokenTable tokens() {
        return tokens;
    }

    /// Credentials of workers.
    public WorkerTable services() {
        return services;
    }

    /// The nodes of all brokers, name to data.
    public Map<String, byte[]> brokers() {
        return brokers;
    }

    /// What those nodes say; one that cannot be read is left out.
    public List<BrokerNode> nodes() {
        return nodes;
    }

    /// Whether this broker stands in ZooKeeper, and no other that was started so long before it.
    public boolean isAloneBut(BrokerNode own, Duration younger) {
        Instant before = own.startedAt().minus(younger);
        List<BrokerNode> all = nodes;
        return all.stream().anyMatch(node -> node.id().equals(own.id()))
                && all.stream().noneMatch(node -> node.startedAt().isBefore(before));
    }

    /// Every broker that was there since the start of this one; some may be away.
    public Set<String> everSeen() {
        return everSeen;
    }

    /// The ids of those that were there once and are not now.
    Set<String> absent() {
        Set<String> absent = new TreeSet<>(everSeen);
        nodes.forEach(node -> absent.remove(node.id()));
        return absent;
    }

    @Override
    public void close() {
        trees.forEach(SharedTree::close);
    }
}
