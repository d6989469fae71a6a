package dev.hera.conformance.worker;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.socket.Door;
import dev.hera.conformance.socket.RawSocket;
import dev.hera.conformance.socket.Upgrade;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.WireVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One broker as the worker sees it: a node in ZooKeeper and a door. What comes through the door
/// waits until a check takes it; any thread.
final class ScriptedBroker implements AutoCloseable {
    private final Herd herd;
    private final String root;
    private final Door door;
    private final BlockingQueue<Dialled> dialled = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> knocks = new LinkedBlockingQueue<>();
    private volatile BrokerNode node;
    private volatile Door.Answer next = opening("Sec-WebSocket-Protocol: hera.v1");

    /// A dial, let in or not.
    ///
    /// @param nanos when it came
    record Dialled(Upgrade request, RawSocket socket, long nanos) {}

    /// Opens its door; nobody knows of it before it [#appear]s.
    ScriptedBroker(Herd herd, String root, String id) {
        this.herd = herd;
        this.root = root;
        try {
            this.door = new Door(_ -> knock(), this::enter);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a scripted broker", e);
        }
        this.node = node(id, UUID.randomUUID(), door.port());
    }

    private Door.Answer knock() {
        knocks.add(System.nanoTime());
        return next;
    }

    private void enter(Upgrade request, RawSocket socket) {
        dialled.add(new Dialled(request, socket, System.nanoTime()));
    }

    private static BrokerNode node(String id, UUID boot, int port) {
        List<String> protocols = List.of("http/1.1", WireVersion.SUBPROTOCOL);
        return new BrokerNode(id, "127.0.0.1", 1, port, protocols, "suite", boot, Instant.EPOCH);
    }

    private static Door.Answer opening(String... headers) {
        return new Door.Answer(101, List.of(headers));
    }

    /// What it says of itself in ZooKeeper.
    BrokerNode node() {
        return node;
    }

    /// How the next dials are answered: `open`, `full`, `broken`, `foreign` or `gone`.
    void answer(String how) {
        next =
                switch (how) {
                    case "open" -> opening("Sec-WebSocket-Protocol: hera.v1");
                    case "full" -> new Door.Answer(503, List.of("Retry-After: 1"));
                    case "broken" -> new Door.Answer(500, List.of());
                    case "foreign" -> opening();
                    case "gone" -> new Door.Answer(404, List.of());
                    default -> throw new IllegalArgumentException("no such answer: " + how);
                };
    }

    /// The next dial that was let in, waited for.
    Dialled dialled(Duration within) throws InterruptedException {
        Dialled next = dialled.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new Mismatch(
                    "nobody dialled broker %s within %d ms"
                            .formatted(node.id(), within.toMillis()));
        }
        return next;
    }

    /// When somebody asked to be let in next, let in or not; waited for.
    long knocked(Duration within) throws InterruptedException {
        Long next = knocks.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new Mismatch("nobody dialled within " + within.toMillis() + " ms");
        }
        return next;
    }

    /// Forgets who knocked until now.
    void forgetKnocks() {
        knocks.clear();
    }

    /// Whether nobody dials for so long.
    boolean staysAlone(Duration time) throws InterruptedException {
        return dialled.poll(time.toNanos(), TimeUnit.NANOSECONDS) == null;
    }

    /// Its node vanishes; the door stays open.
    void vanish() {
        herd.remove(root, node.id());
    }

    /// Its node is there, as after a new start.
    ScriptedBroker appear() {
        node = node(node.id(), UUID.randomUUID(), door.port());
        herd.put(root, node);
        return this;
    }

    /// Its node says something else.
    void appearAs(byte[] data) {
        herd.put(root, node.id(), data);
    }

    /// Its node vanishes and nobody is let in. The port stays its own to the end of the run: a
    /// worker may dial it once more, and must not meet another check's broker there.
    @Override
    public void close() {
        vanish();
        answer("gone");
        herd.keep(door);
        dialled.forEach(one -> one.socket().cut());
    }
}
