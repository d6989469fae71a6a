package dev.hera.worker.discovery;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Watches which brokers ZooKeeper knows, and tells the whole list whenever it changes.
///
/// One thread of its own does everything: it reads the list whole after each event, and every
/// half minute in case an event was lost. ZooKeeper's threads only wake it. While ZooKeeper is
/// away the last list stands.
public final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final int SESSION_MS = 15_000;
    private static final int CONNECT_MS = 5_000;
    private static final Duration RESYNC = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Where where;
    private final AllowedHosts allowed;
    private final BrokerCache cache;
    private final Consumer<Collection<BrokerNode>> known;
    private final CuratorFramework client;
    private final Semaphore events = new Semaphore(0);
    private final CuratorWatcher watcher = event -> events.release();
    private final Sightings sightings = new Sightings();
    private final Set<String> complaints = new HashSet<>();
    private @Nullable List<BrokerNode> told;
    private boolean failing;
    private volatile boolean connected;
    private volatile boolean closed;

    /// Where ZooKeeper is.
    ///
    /// @param address `host:port`, several separated by commas
    /// @param root where everything of ours lies
    /// @param login `user:password` of ZooKeeper's digest scheme; empty for none
    /// @param patience how long a start waits for ZooKeeper before the file is asked
    public record Where(String address, String root, String login, Duration patience) {
        @Override
        public String toString() {
            return address + root;
        }
    }

    /// @param known takes the whole list, on the watch's thread
    public BrokerWatch(
            Where where,
            AllowedHosts allowed,
            BrokerCache cache,
            Consumer<Collection<BrokerNode>> known) {
        this(where, allowed, cache, known, client(where));
    }

    /// With a client of the caller's making, not started yet; closed with the watch.
    BrokerWatch(
            Where where,
            AllowedHosts allowed,
            BrokerCache cache,
            Consumer<Collection<BrokerNode>> known,
            CuratorFramework client) {
        this.where = where;
        this.allowed = allowed;
        this.cache = cache;
        this.known = known;
        this.client = client;
    }

    static CuratorFramework client(Where where) {
        CuratorFrameworkFactory.Builder builder =
                CuratorFrameworkFactory.builder()
                        .connectString(where.address())
                        .sessionTimeoutMs(SESSION_MS)
                        .connectionTimeoutMs(CONNECT_MS)
                        .retryPolicy(new RetryOneTime(200));
        if (!where.login().isEmpty()) {
            builder.authorization("digest", where.login().getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    /// Starts to watch.
    public void start() {
        client.getConnectionStateListenable().addListener((unused, state) -> onConnection(state));
        client.start();
        // The library waits inside of monitors, which would hold on to a virtual thread's carrier.
        Thread unused = Thread.ofPlatform().daemon().name("hera-broker-watch").start(this::live);
    }

    private void onConnection(ConnectionState state) {
        boolean isConnected = state.isConnected();
        if (connected != isConnected) {
            LOG.info("zookeeper {} is {}", where, state);
        }
        connected = isConnected;
        events.release();
    }

    private void live() {
        try {
            coldStart();
            while (!closed) {
                Duration wait = connected ? look() : RESYNC;
                boolean unused = events.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                events.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for ZooKeeper a moment, and goes by the file when it is away.
    private void coldStart() throws InterruptedException {
        long deadline = System.nanoTime() + where.patience().toNanos();
        while (!connected && !closed && System.nanoTime() < deadline) {
            boolean unused = events.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (connected || closed) {
            return;
        }
        List<BrokerNode> last = cache.last().stream().filter(this::isAllowed).toList();
        LOG.warn(
                "zookeeper {} does not answer; going by {} brokers last known, from {}",
                where,
                last.size(),
                cache);
        if (!last.isEmpty()) {
            known.accept(last);
        }
    }

    /// Looks once; returns when to look again if nothing happens.
    private Duration look() throws InterruptedException {
        List<BrokerNode> found;
        try {
            found = read();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!failing && !closed) {
                LOG.warn("the brokers in zookeeper {} cannot be read: {}", where, e.toString());
            }
            failing = true;
            return AGAIN;
        }
        failing = false;
        long now = System.nanoTime();
        List<BrokerNode> brokers = sightings.saw(found, now);
        if (!brokers.equals(told)) {
            told = brokers;
            known.accept(brokers);
            if (!brokers.isEmpty()) {
                cache.keep(brokers);
            }
        }
        return Duration.ofNanos(sightings.lookAgainIn(now).orElse(RESYNC.toNanos()));
    }

    // The signature is the library's: its every call throws Exception.
    private List<BrokerNode> read() throws Exception {
        String folder = new BrokerPaths(where.root()).brokers();
        if (client.checkExists().usingWatcher(watcher).forPath(folder) == null) {
            return List.of();
        }
        List<BrokerNode> brokers = new ArrayList<>();
        for (String child : client.getChildren().usingWatcher(watcher).forPath(folder)) {
            BrokerNode broker = broker(folder, child);
            if (broker != null) {
                brokers.add(broker);
            }
        }
        return brokers;
    }

    private @Nullable BrokerNode broker(String folder, String child) throws Exception {
        byte[] data;
        try {
            data = client.getData().usingWatcher(watcher).forPath(folder + '/' + child);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
        BrokerNode broker = BrokerNodeCodec.read(data).orElse(null);
        if (broker == null || !broker.id().equals(child)) {
            complain("broker node " + child + " is not readable and is left out");
            return null;
        }
        return isAllowed(broker) ? broker : null;
    }

    private boolean isAllowed(BrokerNode broker) {
        if (!broker.protocols().contains(WireVersion.SUBPROTOCOL)) {
            complain("broker " + broker.id() + " does not speak " + WireVersion.SUBPROTOCOL);
            return false;
        }
        if (!allowed.allows(broker.host())) {
            String host = broker.host();
            complain("broker " + broker.id() + " at " + host + " is not among " + allowed);
            return false;
        }
        return true;
    }

    /// Says each thing once; a hostile node must not fill the log.
    private void complain(String what) {
        if (complaints.size() < 1000 && complaints.add(what)) {
            LOG.warn("{}", what);
        }
    }

    /// Whether ZooKeeper answers now.
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        events.release();
        client.close();
    }
}
