package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.metrics.Scrape;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What comes in over `POST /rpc` is counted like calls over REST, what is turned away too: each
/// object once, to the last one.
class RpcMetricsIT {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LocalPlatform hera;

    private static String call(int id, String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\"}".formatted(id, method);
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(hera.brokers().getFirst().resolve("/rpc"))
                .header("Authorization", "Bearer " + hera.token())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private void send(int status, HttpRequest.Builder call) throws Exception {
        HttpResponse<String> answer = client.send(call.build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), answer.body());
        String id = answer.headers().firstValue("X-Request-UUID").orElse("");
        assertEquals(36, id.length(), "every answer has an id");
    }

    private double sum(String name, String... labels) {
        int port = hera.running().getFirst().node().linkPort();
        URI metrics = URI.create("http://127.0.0.1:" + port + "/_hera/metrics");
        HttpRequest ask = HttpRequest.newBuilder(metrics).build();
        try {
            return Scrape.parse(client.send(ask, BodyHandlers.ofString()).body()).sum(name, labels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void refused(int times, String kind) {
        CallsIT.until(
                times + " " + kind, () -> sum("hera_calls_refused_total", "kind", kind) == times);
    }

    @BeforeEach
    void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
    }

    @AfterEach
    void stop() {
        hera.close();
        client.close();
    }

    @Test
    void whatIsTurnedAwayIsCountedToo() throws Exception {
        try (Worker worker =
                Worker.named("sums")
                        .rpc("sum", _ -> 1)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("sums"))
                        .start()) {
            assertEquals(1, worker.links().size());
            wellAndBadly();
            refused(5, "unauthenticated");
            refused(4, "no-such-endpoint");
            refused(9, "malformed");
            refused(1, "encoded");
            refused(1, "too-large");
            assertEquals(7, sum("hera_calls_total", "endpoint", "sum", "outcome", "answered"));
            int all = 7 + 5 + 4 + 9 + 1 + 1;
            assertEquals(all, sum("hera_calls_total"));
            assertEquals(all, sum("hera_calls_by_origin_total", "origin", "rpc"));
            assertEquals(all, sum("hera_call_seconds_count"));
        }
    }

    private void wellAndBadly() throws Exception {
        for (int i = 0; i < 6; i++) {
            send(200, post(call(i, "sum")));
        }
        for (int i = 0; i < 3; i++) {
            send(200, post(call(i, "nobody")));
            send(401, post(call(i, "sum")).setHeader("Authorization", "Bearer nonsense"));
        }
        String note = "{\"jsonrpc\":\"2.0\",\"method\":\"sum\"}";
        send(401, post(note).setHeader("Authorization", "Bearer nonsense"));
        send(401, post('[' + call(1, "sum") + ']').setHeader("Authorization", "Bearer nonsense"));
        for (String bad : new String[] {"{", "", "[", "7", "{}", "[]"}) {
            send(200, post(bad));
        }
        send(200, post('[' + call(1, "sum") + ",1,{}," + call(2, "nobody") + ']'));
        send(200, post(batch(101)));
        send(415, post(call(1, "sum")).header("Content-Encoding", "gzip"));
        send(413, post('"' + "x".repeat(2_000_000) + '"'));
        assertTrue(sum("hera_calls_total") > 0);
    }

    private static String batch(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> call(i, "sum"))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
