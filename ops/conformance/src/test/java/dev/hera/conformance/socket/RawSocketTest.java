package dev.hera.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Both ends of the suite's own WebSocket talk to each other; the real ends are met in the
/// integration tests.
class RawSocketTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final BlockingQueue<RawSocket> opened = new LinkedBlockingQueue<>();
    private Door door;
    private RawSocket client;
    private RawSocket server;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        door =
                new Door(
                        request ->
                                new Door.Answer(
                                        request.header("x-let-me").equals("in") ? 101 : 403,
                                        List.of()),
                        (_, socket) -> opened.add(socket));
        Dial dial = Dial.to("127.0.0.1", door.port(), "/x", List.of("X-Let-Me: in"));
        client = assertInstanceOf(Dial.Opened.class, dial).socket();
        server = opened.poll(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        door.close();
    }

    @Test
    void whoIsNotLetInHearsWhy() throws IOException {
        Dial dial = Dial.to("127.0.0.1", door.port(), "/x", List.of());
        assertEquals(403, assertInstanceOf(Dial.Refused.class, dial).answer().status());
    }

    @Test
    void messagesOfEverySizeArriveBothWays() throws InterruptedException {
        for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 300_000}) {
            byte[] bytes = new byte[size];
            java.util.Arrays.fill(bytes, (byte) 'h');
            client.send(Heard.Kind.TEXT, bytes);
            assertArrayEquals(bytes, message(server).bytes());
            server.send(Heard.Kind.BINARY, bytes);
            assertArrayEquals(bytes, message(client).bytes());
        }
    }

    @Test
    void partsAreOneMessage() throws InterruptedException {
        client.sendInParts(Heard.Kind.TEXT, new byte[] {'a', 'b', 'c', 'd', 'e'}, 3);
        Heard.Message heard = message(server);
        assertEquals(Heard.Kind.TEXT, heard.kind());
        assertEquals(5, heard.bytes().length);
    }

    @Test
    void aPingIsAnswered() throws InterruptedException {
        server.ping(new byte[] {7});
        assertArrayEquals(
                new byte[] {7}, assertInstanceOf(Heard.Pong.class, server.next(LONG)).bytes());
    }

    @Test
    void aGoodbyeIsGivenBack() throws InterruptedException {
        server.close(4003, "no");
        assertEquals(new Heard.Ended(4003, "no"), client.next(LONG));
        assertEquals(4003, assertInstanceOf(Heard.Ended.class, server.next(LONG)).code());
    }

    @Test
    void aCutIsHeardAsOne() throws InterruptedException {
        server.cut();
        assertEquals(RawSocket.CUT, assertInstanceOf(Heard.Ended.class, client.next(LONG)).code());
    }

    private static Heard.Message message(RawSocket socket) throws InterruptedException {
        return assertInstanceOf(Heard.Message.class, socket.next(LONG));
    }
}
