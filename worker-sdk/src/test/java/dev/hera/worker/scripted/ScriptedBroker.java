package dev.hera.worker.scripted;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.WireVersion;
import dev.hera.wire.scram.ScramBroker;
import dev.hera.wire.scram.ScramVerifier;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A broker's link listener on loopback; the test plays what stands behind it.
public final class ScriptedBroker implements AutoCloseable {
    /// The secret that its services know.
    public static final String SECRET = "open sesame";

    private static final ScramVerifier VERIFIER = ScramBroker.verifier(SECRET);

    private final String id;
    private final Server server;
    private final ServerConnector connector;
    private final int port;
    private final UUID boot = UUID.randomUUID();
    private final BlockingQueue<ScriptedLink> links = new LinkedBlockingQueue<>();
    private final List<ScriptedLink> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile Manners manners;
    private volatile int reachedAt;

    private ScriptedBroker(String id, Manners manners, int wantedPort) throws Exception {
        this.id = id;
        this.manners = manners;
        QueuedThreadPool threads = new QueuedThreadPool(16);
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(wantedPort);
        server.addConnector(connector);
        server.setHandler(
                WebSocketUpgradeHandler.from(
                        server,
                        container -> {
                            container.setMaxBinaryMessageSize(WireVersion.MAX_MESSAGE_BYTES);
                            container.setMaxTextMessageSize(WireVersion.MAX_MESSAGE_BYTES);
                            container.addMapping(WireVersion.LINK_PATH, this::accept);
                        }));
        server.start();
        this.port = connector.getLocalPort();
        this.reachedAt = port;
    }

    /// A polite broker on a port of the system's choice.
    public static ScriptedBroker polite(String id) throws Exception {
        return new ScriptedBroker(id, Manners.POLITE, 0);
    }

    /// A broker with these manners.
    public static ScriptedBroker with(Manners manners) throws Exception {
        return new ScriptedBroker("b1", manners, 0);
    }

    /// The same broker started anew at the same address.
    public ScriptedBroker reborn() throws Exception {
        return new ScriptedBroker(id, Manners.POLITE, port);
    }

    private @Nullable Object accept(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        handshakes.incrementAndGet();
        if (manners == Manners.FULL) {
            response.getHeaders().put("Retry-After", "1");
            Response.writeError(request, response, callback, 503);
            return null;
        }
        response.setAcceptedSubProtocol(WireVersion.SUBPROTOCOL);
        ScriptedLink link =
                new ScriptedLink(manners, id, new ScramBroker(node().binding()), VERIFIER);
        links.add(link);
        taken.add(link);
        return link;
    }

    /// What it would write into ZooKeeper.
    public BrokerNode node() {
        return new BrokerNode(
                id,
                "127.0.0.1",
                1,
                reachedAt,
                List.of("http/1.1", WireVersion.SUBPROTOCOL),
                "test",
                boot,
                Instant.EPOCH);
    }

    /// Workers reach it through a relay: that is the address its proofs are bound to.
    public void isReachedAt(int relayPort) {
        reachedAt = relayPort;
    }

    /// The next link that a worker opened.
    public ScriptedLink link() throws InterruptedException {
        ScriptedLink link = links.poll(10, TimeUnit.SECONDS);
        if (link == null) {
            throw new AssertionError("no worker dialled broker " + id + " within 10 s");
        }
        return link;
    }

    /// Whether nobody dials for so long.
    public boolean staysAlone(Duration time) throws InterruptedException {
        return links.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    /// How many handshakes were asked for.
    public int handshakes() {
        return handshakes.get();
    }

    /// From the next handshake on it behaves so.
    public void behave(Manners next) {
        manners = next;
    }

    /// Dies as a killed process does: its sockets are cut.
    public void die() {
        // A cut is only done by a selector that still runs, and nobody may dial in between.
        manners = Manners.FULL;
        taken.forEach(ScriptedLink::cut);
        taken.forEach(ScriptedLink::closeCode);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("stopping a test's broker failed", e);
        }
    }

    @Override
    public void close() {
        die();
    }
}
