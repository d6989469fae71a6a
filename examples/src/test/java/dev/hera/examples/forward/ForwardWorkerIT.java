package dev.hera.examples.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.hera.wire.local.LocalHera;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Accepted calls reach an API that knows nothing of Hera, and its status decides what follows.
class ForwardWorkerIT {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final HttpServer api = api();

    private HttpServer api() {
        try {
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer server = HttpServer.create(here, 0);
            server.createContext("/", this::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Fails a call's first try, then takes it.
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        boolean first = heard.stream().noneMatch(line -> line.startsWith(key));
        heard.add(key + ' ' + exchange.getRequestURI() + ' ' + body);
        exchange.sendResponseHeaders(first ? 503 : 201, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        client.close();
    }

    @Test
    void aCallIsIssuedAgainUntilTheApiTakesItUnderOneKey(@TempDir Path data) throws Exception {
        LocalHera.Starter hera = ServiceLoader.load(LocalHera.Starter.class).findFirst().get();
        Map<String, String> settings =
                Map.of(
                        "FORWARD_TO",
                        "http://127.0.0.1:" + api.getAddress().getPort() + "/old",
                        "FORWARD_ENDPOINTS",
                        "POST /0/orders/{shop}");
        try (LocalHera platform = hera.start(1, data);
                Worker _ =
                        ForwardWorker.declareOn(
                                        Worker.named("forward")
                                                .zookeeper(platform.zookeeper())
                                                .secret(platform.secretFor("forward")),
                                        settings)
                                .start()) {
            String id = accepted(platform);
            String wanted = id + " /old/0/orders/7?a=b+c {\"n\":1}";
            await(() -> heard.stream().filter(wanted::equals).count() == 2);
        }
    }

    @Test
    void aSettingThatIsWrongOrUnknownIsNamed() {
        for (Map<String, String> bad :
                List.of(
                        Map.of("FORWARD_TO", "ftp://x", "FORWARD_ENDPOINTS", "POST /0/x"),
                        Map.of("FORWARD_TO", "http://x", "FORWARD_ENDPOINTS", "/0/x"),
                        Map.of("FORWARD_TO", "http://x", "FORWARD_TOO", "y"))) {
            IllegalArgumentException why =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> ForwardWorker.declareOn(Worker.named("forward"), bad));
            assertTrue(String.valueOf(why.getMessage()).contains("FORWARD_"));
        }
    }

    private String accepted(LocalHera platform) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(platform.brokers().getFirst().resolve("/0/orders/7?a=b%20c"))
                        .header("Authorization", "Bearer " + platform.token())
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"n\":1}"))
                        .build();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                assertEquals("accepted", answer.headers().firstValue("Hera-Outcome").orElse(""));
                return answer.headers().firstValue("X-Request-UUID").orElseThrow();
            }
            assertTrue(System.nanoTime() < end, "never accepted: " + answer.body());
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain");
            LockSupport.parkNanos(20_000_000);
        }
    }
}
