package dev.hera.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The real HAProxy with our file, in front of two servers that count.
class HaproxyIT {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Counting one = new Counting();
    private final Counting two = new Counting();
    private Process haproxy;
    private Path socket;
    private int port;

    /// A server that is ready, counts calls, and keeps what it was sent.
    private static final class Counting {
        private final AtomicInteger calls = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> headers = new ConcurrentLinkedQueue<>();
        private final HttpServer server;

        Counting() {
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            if (!exchange.getRequestURI().getPath().startsWith("/_hera/health")) {
                calls.incrementAndGet();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.add(name + ": " + values));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }

        int port() {
            return server.getAddress().getPort();
        }
    }

    @BeforeEach
    void start(@TempDir Path run) throws IOException {
        port = freePort();
        socket = run.resolve("haproxy.sock");
        Files.createFile(run.resolve("haproxy.state"));
        Path binary = Path.of("/usr/sbin/haproxy");
        String config = Platform.root().resolve("haproxy/haproxy.cfg").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                        Files.exists(binary) ? binary.toString() : "haproxy", "-db", "-f", config);
        builder.environment().put("HERA_HAPROXY_PORT", Integer.toString(port));
        builder.environment().put("HERA_HAPROXY_STATS", "127.0.0.1:" + freePort());
        builder.environment().put("HERA_HAPROXY_RUN", run.toString());
        haproxy =
                builder.redirectErrorStream(true)
                        .redirectOutput(run.resolve("haproxy.log").toFile())
                        .start();
        Platform.await(Duration.ofSeconds(10), "HAProxy's socket", () -> Files.exists(socket));
        slot(1, one.port());
        slot(2, two.port());
        awaitBoth();
    }

    @AfterEach
    void stop() throws InterruptedException {
        haproxy.destroy();
        haproxy.waitFor();
        one.server.stop(0);
        two.server.stop(0);
        client.close();
    }

    @Test
    void callsGoRoundTheBrokersExactly() throws Exception {
        int before = one.calls.get() - two.calls.get();
        for (int i = 0; i < 200; i++) {
            assertEquals(200, call("GET").statusCode());
        }
        assertEquals(before, one.calls.get() - two.calls.get());
    }

    @Test
    void whatACallerMayNotSayIsTakenOut() throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(uri())
                        .header("X-HTTP-Method-Override", "DELETE")
                        .header("Hera-Outcome", "accepted")
                        .header("Hera-Deadline-Ms", "1234")
                        .header("X-Request-UUID", "mine")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("Authorization", "Bearer kept")
                        .build();
        one.headers.clear();
        two.headers.clear();
        assertEquals(200, client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode());
        String seen = String.join("\n", one.headers) + String.join("\n", two.headers);
        for (String gone : List.of("Override", "Hera-outcome", "X-request-uuid", "6.6.6.6")) {
            assertFalse(seen.contains(gone), gone + " in " + seen);
        }
        for (String kept : List.of("Hera-deadline-ms: [1234]", "Bearer kept", "127.0.0.1")) {
            assertTrue(seen.contains(kept), kept + " in " + seen);
        }
    }

    @Test
    void aRefusedConnectionIsTriedElsewhereAndNothingElseIs() throws Exception {
        slot(1, freePort());
        int before = two.calls.get();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, call("POST").statusCode());
        }
        assertEquals(20, two.calls.get() - before);
    }

    @Test
    void noBrokerIsSaidInTheShapeOfThePlatform() throws Exception {
        say("set server hera/broker1 state maint");
        say("set server hera/broker2 state maint");
        HttpResponse<String> answer = call("POST");
        assertEquals(503, answer.statusCode());
        assertEquals("not-executed", answer.headers().firstValue("Hera-Outcome").orElse(""));
        assertTrue(answer.headers().firstValue("X-Request-UUID").isPresent());
        assertTrue(answer.body().contains("\"outcome\":\"not-executed\""), answer.body());
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/0/echo");
    }

    private HttpResponse<String> call(String method) throws IOException, InterruptedException {
        return call(method, Duration.ofSeconds(10));
    }

    private HttpResponse<String> call(String method, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest call =
                HttpRequest.newBuilder(uri())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(patience)
                        .build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private void slot(int number, int serverPort) throws IOException {
        say("set server hera/broker%d addr 127.0.0.1 port %d".formatted(number, serverPort));
        say("set server hera/broker%d state ready".formatted(number));
    }

    private void awaitBoth() {
        Platform.await(
                Duration.ofSeconds(60),
                "calls on both servers",
                () -> {
                    try {
                        return call("GET", Duration.ofSeconds(2)).statusCode() == 200
                                && one.calls.get() > 0
                                && two.calls.get() > 0;
                    } catch (IOException e) {
                        return false;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private void say(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.read(ByteBuffer.allocate(4096));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
