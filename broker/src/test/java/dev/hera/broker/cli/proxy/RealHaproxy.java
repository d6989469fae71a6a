package dev.hera.broker.cli.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Debian's HAProxy with the project's own configuration, in a folder and on ports of its own.
final class RealHaproxy implements AutoCloseable {
    private final Path run;
    private final int port;
    private final int stats;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;

    RealHaproxy(Path run) throws IOException {
        this.run = run;
        this.port = freePort();
        this.stats = freePort();
        Files.writeString(state(), "1\n");
        process = launch();
        await("HAProxy's socket", () -> Files.exists(socket()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Path configuration() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("haproxy/haproxy.cfg"))) {
            at = at.resolveSibling("..").normalize();
        }
        return at.resolve("haproxy/haproxy.cfg");
    }

    private Process launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "/usr/sbin/haproxy", "-W", "-db", "-f", configuration().toString());
        builder.environment()
                .putAll(
                        Map.of(
                                "HERA_HAPROXY_PORT", Integer.toString(port),
                                "HERA_HAPROXY_STATS", "127.0.0.1:" + stats,
                                "HERA_HAPROXY_RUN", run.toString()));
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(run.resolve("haproxy.log").toFile()))
                .start();
    }

    Path socket() {
        return run.resolve("haproxy.sock");
    }

    Path state() {
        return run.resolve("haproxy.state");
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        return Files.readString(run.resolve("haproxy.log"));
    }

    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    /// Kills it without a farewell and starts another one that knows nothing.
    void startAnew() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        Files.writeString(state(), "1\n");
        process = launch();
    }

    HttpResponse<String> call(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/0/x"))
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            call.headers(headers);
        }
        return client.send(call.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// Every checked slot that is not in maintenance, as `127.0.0.1:9101 READY`.
    List<String> serving() {
        try {
            return row("broker").map(slot -> slot.place() + ' ' + slot.state()).sorted().toList();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    /// How many brokers HAProxy's own checks find well.
    long well() {
        try {
            return row("broker").filter(slot -> !slot.health().equals("0")).count();
        } catch (IOException _) {
            return -1;
        }
    }

    private Stream<Slot> row(String template) throws IOException {
        return new Haproxy(socket(), "hera", state())
                .slots().stream()
                        .filter(slot -> slot.name().startsWith(template))
                        .filter(Slot::isServing);
    }

    static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " within 30 s");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
