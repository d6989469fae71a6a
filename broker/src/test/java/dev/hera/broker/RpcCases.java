package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/// The specification's examples and the edges around them, sent to a `/rpc` wherever it is; the
/// cases stand in `json-rpc/cases.json`.
public final class RpcCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final URI rpc;
    private final String token;
    private final HttpClient client;
    private int seen;

    public RpcCases(URI base, String token, HttpClient client) {
        this.rpc = base.resolve("/rpc");
        this.token = token;
        this.client = client;
    }

    /// A worker with the methods that the cases ask for.
    public static WorkerBuilder worker() {
        return Worker.named("cases")
                .rpc("subtract", RpcCases::subtract)
                .rpc("sum", RpcCases::sum)
                .rpc("get_data", call -> new Object[] {"hello", 5})
                .rpc("update", call -> null)
                .rpc("notify_hello", call -> null)
                .rpc("notify_sum", call -> null)
                .rpc(
                        "fail",
                        call -> {
                            throw new IllegalStateException("a secret of the handler");
                        });
    }

    private static long subtract(Context call) {
        JsonNode params = call.tree();
        return params.isArray()
                ? params.get(0).asLong() - params.get(1).asLong()
                : params.get("minuend").asLong() - params.get("subtrahend").asLong();
    }

    private static long sum(Context call) {
        long sum = 0;
        for (JsonNode one : call.tree()) {
            sum += one.asLong();
        }
        return sum;
    }

    /// Sends every case; returns how many there were.
    public int sendAll() throws IOException, InterruptedException {
        int before = seen;
        JsonNode cases;
        try (InputStream in = RpcCases.class.getResourceAsStream("/json-rpc/cases.json")) {
            cases = JSON.readTree(Objects.requireNonNull(in));
        }
        for (JsonNode example : cases.get("specification")) {
            example(example);
        }
        for (JsonNode edge : cases.get("edges")) {
            for (JsonNode send : edge.path("sends")) {
                error(edge, send.asText());
            }
            for (JsonNode id : edge.path("ids")) {
                echoed(id.asText());
            }
        }
        overTheLimit();
        return seen - before;
    }

    private void example(JsonNode example) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(example.get("send").asText());
        String what = example.get("n") + " " + example.get("title") + ": " + answer.body();
        if (example.get("expect").isNull()) {
            assertEquals(204, answer.statusCode(), what);
            assertEquals("", answer.body(), what);
            return;
        }
        assertEquals(200, answer.statusCode(), what);
        JsonNode expected = JSON.readTree(example.get("expect").asText());
        JsonNode got = JSON.readTree(answer.body());
        assertEquals(expected.isArray(), got.isArray(), what);
        if (!expected.isArray()) {
            same(expected, got, what);
            return;
        }
        assertEquals(expected.size(), got.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i), got.get(i), what);
        }
    }

    private static void same(JsonNode expected, JsonNode got, String what) {
        assertEquals("2.0", got.path("jsonrpc").asText(), what);
        assertEquals(expected.get("id"), got.get("id"), what);
        assertEquals(expected.get("result"), got.get("result"), what);
        assertEquals(expected.at("/error/code"), got.at("/error/code"), what);
        assertEquals(expected.at("/error/message"), got.at("/error/message"), what);
    }

    private void error(JsonNode edge, String text) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(text);
        JsonNode got = JSON.readTree(answer.body());
        String what = edge.get("title") + " " + text + ": " + answer.body();
        assertEquals(200, answer.statusCode(), what);
        JsonNode code = got.at("/error/code");
        boolean fits = false;
        for (JsonNode one :
                edge.get("code").isArray() ? edge.get("code") : JSON.createArrayNode()) {
            fits = fits || one.equals(code);
        }
        assertTrue(fits || edge.get("code").equals(code), what);
        assertEquals(edge.get("id"), got.get("id"), what);
        assertTrue(!answer.body().contains("secret"), what);
    }

    private void echoed(String id) {
        String call = "{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"params\":[1],\"id\":" + id + "}";
        String answer = "{\"jsonrpc\":\"2.0\",\"result\":1,\"id\":" + id + "}";
        assertEquals(answer, send(call).body());
    }

    private void overTheLimit() throws IOException, InterruptedException {
        String one = "{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"params\":[1],\"id\":1}";
        JsonNode got = JSON.readTree(send("[" + (one + ",").repeat(100) + one + "]").body());
        assertEquals(-32600, got.at("/error/code").asInt(), got.toString());
        assertTrue(got.get("id").isNull(), got.toString());
        JsonNode most = JSON.readTree(send("[" + (one + ",").repeat(99) + one + "]").body());
        assertEquals(100, most.size());
    }

    /// Sends one text as it is.
    public HttpResponse<String> send(String text, String... headers) {
        seen++;
        HttpRequest.Builder call =
                HttpRequest.newBuilder(rpc)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(text));
        if (headers.length > 0) {
            call.headers(headers);
        }
        return send(call.build());
    }

    /// Sends what the test has built itself.
    HttpResponse<String> send(HttpRequest call) {
        try {
            return client.send(call, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
