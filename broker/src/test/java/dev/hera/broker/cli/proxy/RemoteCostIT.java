package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.LocalPlatform;
import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.RecordMode;
import dev.hera.worker.api.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/// What a remote call costs beside the same call through HAProxy, one after another on one
/// connection, in blocks that take turns: `-Dhera.remote.cost=BLOCKS`.
class RemoteCostIT {
    private static final int CALLS = 1000;
    private static final int WARM = 6;
    private static final String BODY = "{\"measured\":[1,2,3],\"by\":\"nobody\"}";
    private final LinkedBlockingQueue<long[]> blocks = new LinkedBlockingQueue<>();

    @Test
    @EnabledIfSystemProperty(named = "hera.remote.cost", matches = "[0-9]+")
    void aRemoteCallIsCheaper(@TempDir Path data, @TempDir Path run) throws Exception {
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data);
                Worker echo = worker(hera, "echo");
                Worker asker = worker(hera, "asker");
                RealHaproxy haproxy = new RealHaproxy(run);
                HaproxySync sync =
                        new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {})) {
            sync.start();
            sync.brokers(JsonRpcThroughHaproxyIT.nodes(hera.brokers()));
            RealHaproxy.await("a slot", () -> haproxy.serving().size() == 1);
            assertEquals(2, echo.links().size() + asker.links().size());
            List<Double> client = new ArrayList<>();
            List<Double> socket = new ArrayList<>();
            for (int block = -WARM; block < Integer.getInteger("hera.remote.cost"); block++) {
                double remote = median(asked(hera, "{}"));
                double http = median(asked(hera, through(haproxy, hera)));
                double bare = median(bare(haproxy.port(), hera.token()));
                System.out.printf(
                        "measured: block %d, p50 in us: remote %.0f, a client %.0f, a socket"
                                + " %.0f%n",
                        block, remote, http, bare);
                if (block >= 0) {
                    client.add(remote / http);
                    socket.add(remote / bare);
                }
            }
            client.sort(null);
            socket.sort(null);
            System.out.printf("measured: to a client %s, to a socket %s%n", client, socket);
            assertTrue(client.get(client.size() / 2) <= 0.7, client.toString());
        }
    }

    private static String through(RealHaproxy haproxy, LocalPlatform hera) {
        return "{\"port\":%d,\"token\":\"%s\"}".formatted(haproxy.port(), hera.token());
    }

    private Worker worker(LocalPlatform hera, String service) {
        Options usual = Options.usual().record(RecordMode.BESIDE).timeout(Duration.ofMinutes(5));
        return Worker.named(service)
                .post("/0/" + service, usual, service.equals("echo") ? this::echo : this::ask)
                .zookeeper(hera.zookeeper())
                .secret(hera.secretFor(service))
                .start();
    }

    private Object echo(Context call) {
        return Reply.json(call.bytes());
    }

    /// A block of calls made by a handler: remote, or through HAProxy when it is told the port.
    private Object ask(Context call) throws Exception {
        int port = call.param("port", int.class, 0);
        blocks.add(port == 0 ? remote(call) : client(port, call.param("token", String.class)));
        return CALLS;
    }

    private static long[] remote(Context call) {
        long[] nanos = new long[CALLS];
        Map<String, ?> body = Map.of("measured", List.of(1, 2, 3), "by", "nobody");
        for (int i = 0; i < CALLS; i++) {
            long began = System.nanoTime();
            int length = call.call("POST /0/echo").body(body).send().bytes().length;
            nanos[i] = System.nanoTime() - began;
            assertEquals(BODY.length(), length);
        }
        return nanos;
    }

    /// As a handler without remote calls would do it: the JDK's client, its connection kept.
    private static long[] client(int port, String token) throws IOException, InterruptedException {
        HttpRequest call =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/0/echo"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build();
        long[] nanos = new long[CALLS];
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < CALLS; i++) {
                long began = System.nanoTime();
                int length =
                        client.send(call, HttpResponse.BodyHandlers.ofByteArray()).body().length;
                nanos[i] = System.nanoTime() - began;
                assertEquals(BODY.length(), length);
            }
        }
        return nanos;
    }

    private long[] asked(LocalPlatform hera, String how) throws IOException, InterruptedException {
        URI uri = hera.brokers().getFirst().resolve("/0/asker");
        HttpRequest call =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(how))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    200, client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return blocks.take();
    }

    /// A block of calls as plain as a caller can make them: one socket, written and read by hand.
    private static long[] bare(int port, String token) throws IOException {
        String text =
                "POST /0/echo HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n".formatted(token)
                        + "Content-Type: application/json\r\nContent-Length: "
                        + (BODY.length() + "\r\n\r\n" + BODY);
        byte[] call = text.getBytes(StandardCharsets.US_ASCII);
        long[] nanos = new long[CALLS];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < CALLS; i++) {
                long began = System.nanoTime();
                socket.getOutputStream().write(call);
                answered(in);
                nanos[i] = System.nanoTime() - began;
            }
        }
        return nanos;
    }

    private static void answered(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertTrue(next >= 0, head.toString());
            head.append((char) next);
        }
        assertTrue(head.indexOf("HTTP/1.1 200") == 0, head.toString());
        assertEquals(BODY.length(), in.readNBytes(BODY.length()).length);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000.0;
    }
}
