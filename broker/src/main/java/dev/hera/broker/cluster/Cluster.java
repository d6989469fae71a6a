package dev.hera.broker.cluster;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.Endpoint;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A connection to ZooKeeper that heals by itself; any thread.
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int RETRY_MILLIS = 500;

    private final CuratorFramework client;
    private final BrokerPaths paths;
    private final Acls acls;

    private Cluster(CuratorFramework client, BrokerPaths paths, Acls acls) {
        this.client = client;
        this.paths = paths;
        this.acls = acls;
    }

    /// Connects in the background, and again for ever when the connection is lost.
    ///
    /// @param servers `host:port`, several separated by commas
    /// @param session after this silence ZooKeeper calls us gone
    public static Cluster connect(String servers, BrokerPaths paths, Duration session, Acls acls) {
        CuratorFrameworkFactory.Builder builder =
                CuratorFrameworkFactory.builder()
                        .connectString(servers)
                        .sessionTimeoutMs((int) session.toMillis())
                        .connectionTimeoutMs((int) CONNECT.toMillis())
                        .waitForShutdownTimeoutMs((int) CONNECT.toMillis())
                        .retryPolicy(new RetryForever(RETRY_MILLIS));
        acls.login().ifPresent(login -> builder.authorization("digest", login));
        CuratorFramework client = builder.build();
        client.start();
        return new Cluster(client, paths, acls);
    }

    /// Waits until the connection stands.
    ///
    /// @throws ClusterUnwell when it does not in time
    public void awaitConnected(Duration most) {
        try {
            if (!client.blockUntilConnected((int) most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ClusterUnwell(
                        "no ZooKeeper at %s within %d s (setting zookeeper); start it, or mend it"
                                .formatted(
                                        client.getZookeeperClient().getCurrentConnectionString(),
                                        most.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnwell("interrupted while waiting for ZooKeeper", e);
        }
    }

    /// Whether the connection stands now.
    public boolean isConnected() {
        return client.getZookeeperClient().isConnected();
    }

    /// Where our nodes are.
    public BrokerPaths paths() {
        return paths;
    }

    /// Registers this broker and keeps it registered.
    ///
    /// @throws ClusterUnwell when another broker has the id
    public Membership join(BrokerNode node) {
        return Membership.join(this, node);
    }

    /// Hands on the children of a node, name to data, now and whenever they change.
    public SharedTree watch(String path, Consumer<Map<String, byte[]>> reader) {
        return SharedTree.watch(this, path, reader);
    }

    /// Keeps what endpoints were announced where every broker finds it.
    ///
    /// @param known hears of each endpoint that stands there, now and when one changes
    public Policies policies(Consumer<Endpoint> known) {
        return new Policies(this, known);
    }

    /// Refuses to go on when everybody may write where only brokers should.
    ///
    /// @throws ClusterUnwell when the root was made by somebody who left it open
    public void refuseOpenRoot() {
        if (acls.login().isEmpty()) {
            return;
        }
        List<ACL> lists =
                doing(
                        "read the access list of " + paths.root(),
                        () -> {
                            makeParents(paths.root());
                            return client.getACL().forPath(paths.root());
                        });
        if (lists.stream().anyMatch(Acls::letsAnybodyWrite)) {
            throw new ClusterUnwell(
                    "anybody may write %s in ZooKeeper; set its access list, or use another root"
                            .formatted(paths.root()));
        }
    }

    /// Writes a persistent node, made with its parents when it is missing.
    ///
    /// @throws ClusterUnwell when ZooKeeper does not take it
    public void put(String path, byte[] data) {
        doing(
                "write " + path,
                () -> {
                    if (client.checkExists().forPath(path) == null) {
                        create(path, data, CreateMode.PERSISTENT);
                    } else {
                        client.setData().forPath(path, data);
                    }
                    return path;
                });
    }

    /// The data of a node, empty when there is none.
    public Optional<byte[]> get(String path) {
        return doing(
                "read " + path,
                () -> {
                    try {
                        return Optional.of(client.getData().forPath(path));
                    } catch (KeeperException.NoNodeException _) {
                        return Optional.empty();
                    }
                });
    }

    /// Deletes a node; false when there was none.
    public boolean delete(String path) {
        return doing(
                "delete " + path,
                () -> {
                    try {
                        client.delete().forPath(path);
                        return true;
                    } catch (KeeperException.NoNodeException _) {
                        return false;
                    }
                });
    }

    /// Makes a node with its parents, each with its explicit access list.
    Stat create(String path, byte[] data, CreateMode mode) throws Exception {
        String parent = path.substring(0, path.lastIndexOf('/'));
        makeParents(parent);
        Stat stat = new Stat();
        client.create()
                .storingStatIn(stat)
                .withMode(mode)
                .withACL(acls.of(path, paths))
                .forPath(path, data);
        return stat;
    }

    /// Makes every level that is missing; another broker may be doing the same.
    void makeParents(String path) throws Exception {
        for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
            String level = end < 0 ? path : path.substring(0, end);
            try {
                if (!level.isEmpty() && client.checkExists().forPath(level) == null) {
                    client.create().withACL(acls.of(level, paths)).forPath(level, new byte[0]);
                }
            } catch (KeeperException.NodeExistsException _) {
                // made by another one in between
            }
            if (end < 0) {
                return;
            }
        }
    }

    /// The session's length that was agreed on.
    Duration session() {
        try {
            int millis = client.getZookeeperClient().getZooKeeper().getSessionTimeout();
            return Duration.ofMillis(millis);
        } catch (Exception e) {
            throw new ClusterUnwell("the ZooKeeper client is closed", e);
        }
    }

    CuratorFramework client() {
        return client;
    }

    Acls acls() {
        return acls;
    }

    /// Something asked of ZooKeeper.
    interface Asking<T> {
        T ask() throws Exception;
    }

    /// Asks on a thread of its own, since the client would wait for ever while ZooKeeper is away.
    private static <T> T doing(String what, Asking<T> asking) {
        FutureTask<T> task = new FutureTask<>(asking::ask);
        Thread asker = Thread.ofVirtual().name("hera-zookeeper").start(task);
        try {
            return task.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asker.interrupt();
            throw new ClusterUnwell(
                    "ZooKeeper did not answer within %d s; could not %s"
                            .formatted(ANSWER.toSeconds(), what),
                    e);
        } catch (InterruptedException e) {
            asker.interrupt();
            Thread.currentThread().interrupt();
            throw new ClusterUnwell("interrupted; could not " + what, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new ClusterUnwell(
                    "ZooKeeper could not " + what + ": " + (cause == null ? e : cause).getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
