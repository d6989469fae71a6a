package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What only looks like one call is refused by HAProxy, and no broker sees any of it.
class SmuggledCallIT {
    private static final String HEAD = "POST /0/x HTTP/1.1\r\nHost: h\r\n";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length:\r\n\r\nhello",
                "Content-Length: 5, 6\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                "Content-Length : 5\r\n\r\nhello",
                "Bad\0Header: 1\r\n\r\n",
                "Host: other\r\n\r\n",
            })
    void isRefused(String rest) throws Exception {
        try (RealHaproxy haproxy = new RealHaproxy(folder);
                StubBroker broker = new StubBroker("broker-1");
                HaproxySync sync =
                        new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {})) {
            sync.start();
            sync.brokers(Map.of("broker-1", broker.node()));
            RealHaproxy.await("a slot", () -> haproxy.serving().size() == 1);
            String answer = say(haproxy.port(), HEAD + rest);
            assertTrue(answer.startsWith("HTTP/1.1 4") || answer.isEmpty(), answer);
            assertEquals(0, broker.calls.get());
        }
    }

    /// A chunked body hides no second call behind its length.
    @Test
    void aLengthBesideChunksIsNotPassedOn() throws Exception {
        try (RealHaproxy haproxy = new RealHaproxy(folder);
                StubBroker broker = new StubBroker("broker-1");
                HaproxySync sync =
                        new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {})) {
            sync.start();
            sync.brokers(Map.of("broker-1", broker.node()));
            RealHaproxy.await("a slot", () -> haproxy.serving().size() == 1);
            String inner = "POST /0/inner HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
            say(
                    haproxy.port(),
                    HEAD
                            + "Content-Length: "
                            + (5 + inner.length())
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
                            + inner);
            assertTrue(broker.calls.get() <= 1, broker.calls + " calls arrived");
        }
    }

    private static String say(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
