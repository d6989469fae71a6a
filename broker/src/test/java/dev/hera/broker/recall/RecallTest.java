package dev.hera.broker.recall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.NewToken;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.TokenTable;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.id.BrokerMark;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Two brokers: `near` is asked, `HOME` made the calls.
class RecallTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final UUID BOOT = new UUID(1, 2);

    /// A broker with the mark of the sample ids.
    private static final String HOME =
            Stream.iterate(1, n -> n + 1)
                    .map(n -> "broker-" + n)
                    .filter(name -> BrokerMark.of(name) == 7)
                    .findFirst()
                    .orElseThrow();

    private final NewToken shop =
            NewToken.make("shop", List.of(Scope.parse("read-own")), Instant.EPOCH, RANDOM);
    private final NewToken other =
            NewToken.make("other", List.of(Scope.parse("read-own")), Instant.EPOCH, RANDOM);
    private final NewToken admin =
            NewToken.make("boss", List.of(Scope.parse("admin:read")), Instant.EPOCH, RANDOM);
    private final TokenTable tokens =
            TokenTable.of(
                    Map.of(
                            "shop", CredentialCodec.write(shop.token()),
                            "other", CredentialCodec.write(other.token()),
                            "boss", CredentialCodec.write(admin.token())));
    private final Gatekeeper gatekeeper = new Gatekeeper(() -> tokens, () -> WorkerTable.EMPTY);
    private final Shelf shelf = new Shelf();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private volatile List<BrokerNode> brokers = List.of();
    private final Set<String> seen = Set.of("near", HOME);
    private final Peers peers = new Peers("near", () -> brokers, () -> seen, RANDOM);
    private final Recall near = new Recall("near", new Shelf().own(), peers);
    private final HttpServer server;

    RecallTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        brokers = List.of(node(HOME, server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        peers.close();
        server.stop(0);
    }

    private static BrokerNode node(String id, int port) {
        return new BrokerNode(
                id, "127.0.0.1", 1, port, List.of("http/1.1"), "1", BOOT, Instant.EPOCH);
    }

    /// The home broker answers as a broker does.
    private void honest() {
        Recall home =
                new Recall(
                        HOME, shelf.own(), new Peers(HOME, List::of, () -> Set.of(HOME), RANDOM));
        PeerDesk desk = new PeerDesk(gatekeeper, home, BOOT.toString());
        serve(
                exchange -> {
                    String asked = exchange.getRequestHeaders().getFirst(PeerDesk.ASKED);
                    String path = exchange.getRequestURI().getPath();
                    String[] query = exchange.getRequestURI().getQuery().split("[=&]", -1);
                    return desk.answer(
                            asked, path.substring(path.lastIndexOf('/') + 1), query[1], query[3]);
                });
    }

    private interface Manners {
        PeerDesk.Answer answer(HttpExchange exchange);
    }

    private void serve(Manners manners) {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestHeaders().values().forEach(all -> shown.addAll(all));
                    PeerDesk.Answer answer = manners.answer(exchange);
                    exchange.getResponseHeaders().set(PeerDesk.ANSWERED, answer.proof());
                    exchange.sendResponseHeaders(answer.status(), answer.body().length);
                    exchange.getResponseBody().write(answer.body());
                    exchange.close();
                });
        server.start();
    }

    private Asker owner(NewToken token) {
        return asker(token, Asker.Right.OWN);
    }

    private Asker asker(NewToken token, Asker.Right right) {
        return new Asker(
                Objects.requireNonNull(gatekeeper.pass(Credential.bearer(token.reveal()))), right);
    }

    @Test
    void aRecordAtAnotherBrokerIsFoundByItsIdAlone() {
        honest();
        CallId id = shelf.running();
        Found.Kept kept =
                assertInstanceOf(
                        Found.Kept.class, near.find(id, owner(shop), Duration.ofSeconds(9)));
        assertEquals(HOME, kept.broker());
        assertEquals(shelf.own().awaitEnd().apply(id, Duration.ZERO).orElseThrow(), kept.record());
        Found now = near.find(id, owner(shop), Duration.ZERO);
        assertTrue(assertInstanceOf(Found.Kept.class, now).record().isRunning());
    }

    @Test
    void anothersCallIsLikeOneThatNeverWas() {
        honest();
        CallId id = shelf.running();
        assertEquals(new Found.None(), near.find(id, owner(other), Duration.ZERO));
        assertEquals(
                new Found.None(),
                near.find(
                        new CallId(new UUID(0x7007, Long.MIN_VALUE | 5)),
                        owner(shop),
                        Duration.ZERO));
        assertInstanceOf(
                Found.Kept.class, near.find(id, asker(admin, Asker.Right.ALL), Duration.ZERO));
    }

    @Test
    void aTokenWithoutTheScopeSeesNothingThroughAnotherBroker() {
        honest();
        CallId id = shelf.running();
        Found found = near.find(id, asker(shop, Asker.Right.ALL), Duration.ZERO);
        assertInstanceOf(Found.Away.class, found);
    }

    @Test
    void noSecretGoesToAnAddressFromZooKeeper() {
        honest();
        near.find(shelf.running(), owner(shop), Duration.ZERO);
        assertFalse(shown.isEmpty(), "void: nobody was asked");
        for (String header : shown) {
            assertFalse(header.contains(shop.reveal()), header);
            assertFalse(header.contains(shop.token().sha256()), header);
        }
    }

    @Test
    void anAnswerThatIsNotSignedIsNone() {
        byte[] forged = RecordBytes.write(shelf.own().find().apply(shelf.running()).orElseThrow());
        String proof = owner(other).pass().answer("n", 200, forged);
        serve(_ -> new PeerDesk.Answer(200, forged, proof));
        assertInstanceOf(Found.Away.class, near.find(shelf.running(), owner(shop), Duration.ZERO));
    }

    @Test
    void whoIsAwayIsNotTakenForHavingNothing() throws IOException {
        CallId id = shelf.running();
        brokers = List.of(node("near", 1));
        assertInstanceOf(Found.Away.class, near.find(id, owner(shop), Duration.ZERO));
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            brokers = List.of(node(HOME, deaf.getLocalPort()));
            assertInstanceOf(Found.Away.class, near.find(id, owner(shop), Duration.ZERO));
        }
        assertInstanceOf(Found.Away.class, near.find(id, owner(shop), Duration.ZERO));
    }

    @Test
    void anIdOfNobodyIsNoneAtOnce() {
        CallId nobodys = new CallId(new UUID(0x7abc, Long.MIN_VALUE | 5));
        assertEquals(new Found.None(), near.find(nobodys, owner(shop), Duration.ZERO));
    }
}
