package dev.hera.broker.cluster;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// This broker's ephemeral node: there while we are, owned by our own session, never twice.
///
/// The classic bug is to take "exists already" for success while the node belongs to a dead
/// session and vanishes seconds later. So the owner is always compared with our own session, and
/// a node of our own earlier session is replaced in one transaction. One thread does all of it,
/// woken by what it hears and by itself every two seconds.
///
/// At the start a node with our address is an earlier start of ours, since we hold its ports; a
/// node with another address may be a dead one's, so it gets the time that a session takes to
/// end. Once we stand, only our own boot is ours: two brokers never take the node from each other
/// in turns.
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int TRIES = 3;
    private static final Duration LEAVE = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final CuratorFramework client;
    private final BrokerNode node;
    private final String path;
    private final Semaphore wake = new Semaphore(0);
    private final ConnectionStateListener listener = this::onConnection;
    private final Watcher watcher = _ -> wake.release();
    private final Thread keeper;
    private Optional<BrokerNode> usurper = Optional.empty();
    private volatile boolean standing;
    private volatile boolean registered;
    private volatile boolean leaving;

    private Membership(Cluster cluster, BrokerNode node) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.node = node;
        this.path = cluster.paths().broker(node.id());
        this.keeper = Thread.ofPlatform().daemon().name("membership").unstarted(this::keep);
    }

    static Membership join(Cluster cluster, BrokerNode node) {
        Membership membership = new Membership(cluster, node);
        Optional<BrokerNode> foreign = membership.firstTime();
        if (foreign.isPresent()) {
            throw new ClusterUnwell(
                    "broker id %s is taken by a living broker at %s:%d (setting id); choose another"
                            .formatted(node.id(), foreign.get().host(), foreign.get().linkPort()));
        }
        membership.standing = true;
        membership.client.getConnectionStateListenable().addListener(membership.listener);
        membership.keeper.start();
        return membership;
    }

    /// Tries as long as a dead owner's session may last; the other broker when it outlasts that.
    private Optional<BrokerNode> firstTime() {
        Optional<BrokerNode> foreign = ensure();
        long end = System.nanoTime() + cluster.session().multipliedBy(2).toNanos();
        while (foreign.isPresent() && System.nanoTime() - end < 0) {
            LOG.info("{} stands in our place, waiting for its session to end", foreign.get());
            try {
                if (wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterUnwell("interrupted while registering", e);
            }
            foreign = ensure();
        }
        return foreign;
    }

    /// Whether our node stands in ZooKeeper as far as we know, owned by our session.
    public boolean isRegistered() {
        return registered;
    }

    private void onConnection(CuratorFramework framework, ConnectionState state) {
        LOG.info("ZooKeeper connection: {}", state);
        wake.release();
    }

    private void keep() {
        while (!leaving) {
            try {
                tell(ensure());
            } catch (ClusterUnwell e) {
                LOG.warn("not registered: {}", e.getMessage());
            }
            try {
                if (wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Says once who took our place.
    private void tell(Optional<BrokerNode> other) {
        if (other.isPresent() && !other.equals(usurper)) {
            LOG.error("our id was taken, workers and proxies cannot find us: {}", other.get());
        }
        usurper = other;
    }

    /// Makes our node stand and be ours; gives the other broker when the id is not ours to take.
    private synchronized Optional<BrokerNode> ensure() {
        if (leaving) {
            return Optional.empty();
        }
        try {
            return ensurePatiently();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnwell("interrupted while registering", e);
        } catch (Exception e) {
            throw new ClusterUnwell("cannot register at " + path + ": " + e.getMessage(), e);
        }
    }

    /// A dead owner's session may end between two looks of ours, and take its node with it.
    private Optional<BrokerNode> ensurePatiently() throws Exception {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return tryEnsure();
            } catch (KeeperException.NoNodeException
                    | KeeperException.NodeExistsException
                    | KeeperException.BadVersionException e) {
                LOG.info("{} changed while it was looked at, looking again", path);
            }
        }
        return tryEnsure();
    }

    private Optional<BrokerNode> tryEnsure() throws Exception {
        if (!cluster.isConnected()) {
            return Optional.empty();
        }
        Stat stat = client.checkExists().usingWatcher(watcher).forPath(path);
        if (stat == null) {
            registered = false;
            stat = created();
        }
        if (stat.getEphemeralOwner() == session()) {
            registered = true;
            return Optional.empty();
        }
        registered = false;
        Optional<BrokerNode> there = BrokerNodeCodec.read(client.getData().forPath(path));
        if (there.isPresent() && !isOurs(there.get())) {
            return there;
        }
        replace(stat.getVersion());
        registered = true;
        return Optional.empty();
    }

    private Stat created() throws Exception {
        try {
            Stat stat = cluster.create(path, BrokerNodeCodec.write(node), CreateMode.EPHEMERAL);
            LOG.info("registered as {} in session 0x{}", path, Long.toHexString(session()));
            client.checkExists().usingWatcher(watcher).forPath(path);
            return stat;
        } catch (KeeperException.NodeExistsException e) {
            Stat stat = client.checkExists().usingWatcher(watcher).forPath(path);
            if (stat == null) {
                throw e;
            }
            return stat;
        }
    }

    /// Whoever has our id, our address and our ports was us when we start: we hold the ports.
    private boolean isOurs(BrokerNode other) {
        return other.boot().equals(node.boot())
                || (!standing
                        && other.host().equals(node.host())
                        && other.httpPort() == node.httpPort()
                        && other.linkPort() == node.linkPort());
    }

    private void replace(int version) throws Exception {
        client.transaction()
                .forOperations(
                        client.transactionOp().delete().withVersion(version).forPath(path),
                        client.transactionOp()
                                .create()
                                .withMode(CreateMode.EPHEMERAL)
                                .withACL(cluster.acls().of(path, cluster.paths()))
                                .forPath(path, BrokerNodeCodec.write(node)));
        client.checkExists().usingWatcher(watcher).forPath(path);
        LOG.info("replaced the node of an earlier session at {}", path);
    }

    private long session() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    /// Takes the node away, if ZooKeeper can be reached within three seconds.
    public void leave() {
        leaving = true;
        client.getConnectionStateListenable().removeListener(listener);
        keeper.interrupt();
        Thread deleter = Thread.ofVirtual().start(this::delete);
        try {
            deleter.join(LEAVE);
            keeper.join(LEAVE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        deleter.interrupt();
    }

    private synchronized void delete() {
        try {
            if (registered && cluster.isConnected()) {
                Stat stat = client.checkExists().forPath(path);
                if (stat != null && stat.getEphemeralOwner() == session()) {
                    client.delete().withVersion(stat.getVersion()).forPath(path);
                }
            }
        } catch (Exception e) {
            LOG.warn("our node could not be taken away, it goes with the session: {}", path, e);
        } finally {
            registered = false;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
