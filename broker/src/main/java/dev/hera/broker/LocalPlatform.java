package dev.hera.broker;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.NewWorkerSecret;
import dev.hera.broker.access.Reach;
import dev.hera.broker.access.Scope;
import dev.hera.broker.cluster.Acls;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.EmbeddedZooKeeper;
import dev.hera.broker.door.FreePort;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerPaths;
import dev.hera.wire.local.LocalHera;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A Hera in this process, for the tests of workers; found through `ServiceLoader`.
public final class LocalPlatform implements LocalHera {
    private static final BrokerPaths PATHS = new BrokerPaths("/hera");
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SESSION = Duration.ofSeconds(6);

    private final SecureRandom random = new SecureRandom();
    private final List<Broker> brokers = new ArrayList<>();
    private final EmbeddedZooKeeper zookeeper;
    private final Cluster cluster;
    private final String token;

    private LocalPlatform(EmbeddedZooKeeper zookeeper) {
        this.zookeeper = zookeeper;
        this.cluster = Cluster.connect(zookeeper.address(), PATHS, SESSION, Acls.open());
        cluster.awaitConnected(CONNECT);
        this.token = tokenFor("test", "call *", "async *", "read-own", "admin:read", "admin:write");
    }

    /// Makes a token with these scopes; brokers know it a moment later.
    String tokenFor(String id, String... scopes) {
        List<Scope> allowed = Arrays.stream(scopes).map(Scope::parse).toList();
        NewToken made = NewToken.make(id, allowed, Instant.now(), random);
        cluster.put(PATHS.token(id), CredentialCodec.write(made.token()));
        return made.reveal();
    }

    /// Makes a secret for a service that may announce only this.
    String secretFor(String service, String allow) {
        List<Reach> reach = List.of(Reach.parse(allow));
        NewWorkerSecret made = NewWorkerSecret.make(service, reach, reach, random);
        cluster.put(PATHS.worker(service), CredentialCodec.write(made.credential()));
        return made.reveal();
    }

    /// The brokers themselves.
    List<Broker> running() {
        return brokers;
    }

    /// Whether the first broker knows this endpoint.
    boolean serves(String endpoint) {
        return brokers.getFirst().serves(endpoint);
    }

    /// Stops the first broker and starts it again on the same data.
    void restart(Path data) {
        Broker old = brokers.removeFirst();
        old.close();
        add(old.node().id(), data, Map.of());
    }

    /// What `ServiceLoader` finds.
    public static final class Opener implements Starter {
        @Override
        public LocalPlatform start(int brokers, Path data) {
            return start(brokers, data, Map.of());
        }

        /// With these settings of the brokers besides those that must be.
        LocalPlatform start(int brokers, Path data, Map<String, String> settings) {
            EmbeddedZooKeeper zookeeper =
                    EmbeddedZooKeeper.start(data.resolve("zookeeper"), FreePort.or(0));
            LocalPlatform platform = new LocalPlatform(zookeeper);
            for (int i = 1; i <= brokers; i++) {
                platform.add("broker-" + i, data, settings);
            }
            return platform;
        }
    }

    private void add(String id, Path data, Map<String, String> settings) {
        Map<String, String> options = new HashMap<>(settings);
        options.put("id", id);
        options.put("http.port", "0");
        options.put("link.port", "0");
        options.put("zookeeper", zookeeper.address());
        options.put("drain.seconds", "5");
        options.put("data", data.resolve(id).toString());
        try {
            brokers.add(Broker.start(Settings.read(options, Map.of(), null)));
        } catch (Settings.Bad e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String zookeeper() {
        return zookeeper.address();
    }

    @Override
    public String secretFor(String service) {
        return secretFor(service, "*");
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public List<URI> brokers() {
        return brokers.stream()
                .map(broker -> URI.create("http://127.0.0.1:" + broker.node().httpPort()))
                .toList();
    }

    @Override
    public void close() {
        brokers.forEach(Broker::close);
        cluster.close();
        zookeeper.close();
    }
}
