package dev.hera.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// An operator with a token for replays, usually at the first broker; one thread.
final class ReplayDesk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/_hera/api/replays";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalPlatform hera;
    private final int broker;
    private final String token;

    ReplayDesk(LocalPlatform hera) {
        this(hera, 0, hera.tokenFor("operator", "admin:read", "admin:write", "replay *"));
    }

    private ReplayDesk(LocalPlatform hera, int broker, String token) {
        this.hera = hera;
        this.broker = broker;
        this.token = token;
    }

    /// The same operator at another broker; to be closed too.
    ReplayDesk at(int other) {
        return new ReplayDesk(hera, other, token);
    }

    /// A caller's call, at the first broker.
    HttpResponse<String> call(String path, String body) {
        return call(0, path, body);
    }

    HttpResponse<String> call(int broker, String path, String body) {
        URI at = hera.brokers().get(broker).resolve(path);
        return send(
                HttpRequest.newBuilder(at)
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> send(HttpRequest call) {
        try {
            return client.send(call, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpResponse<String> ask(String method, String path, String body) {
        int port = hera.running().get(broker).node().linkPort();
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode good(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    ObjectNode wanted(String filter, String target, double perSecond, String... flags) {
        ObjectNode json = JSON.createObjectNode().put("filter", filter).put("target", target);
        ArrayNode array = json.put("perSecond", perSecond).putArray("flags");
        for (String flag : flags) {
            array.add(flag);
        }
        return json;
    }

    JsonNode plan(ObjectNode wanted) {
        return good(ask("POST", PATH, wanted.toString()));
    }

    /// Why a plan is refused.
    String refused(ObjectNode wanted) {
        HttpResponse<String> answer = ask("POST", PATH, wanted.toString());
        if (answer.statusCode() / 100 != 4) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return json(answer).path("detail").asText();
    }

    /// Why an action is refused.
    String refusal(JsonNode plan, String action) {
        return refusal(plan, action, "");
    }

    /// Why another rate is refused.
    String slower(JsonNode plan) {
        return refusal(plan, "rate", "{\"perSecond\":1}");
    }

    private String refusal(JsonNode plan, String action, String body) {
        HttpResponse<String> answer = ask("POST", at(plan) + "/" + action, body);
        if (answer.statusCode() != 409) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return json(answer).path("detail").asText();
    }

    private static String at(JsonNode plan) {
        return PATH + "/" + plan.path("id").asText();
    }

    JsonNode act(JsonNode plan, String action) {
        return good(ask("POST", at(plan) + "/" + action, ""));
    }

    JsonNode rate(JsonNode plan, double perSecond) {
        return good(ask("POST", at(plan) + "/rate", "{\"perSecond\":" + perSecond + "}"));
    }

    JsonNode view(JsonNode plan) {
        return good(ask("GET", at(plan), ""));
    }

    JsonNode get(String below) {
        return good(ask("GET", PATH + below, ""));
    }

    JsonNode record(String uuid) {
        return good(ask("GET", "/_hera/api/calls/" + uuid, ""));
    }

    /// Starts a plan and waits until it is done.
    JsonNode run(JsonNode plan) {
        act(plan, "start");
        return await(plan, json -> json.path("phase").asText().equals("done"));
    }

    JsonNode await(JsonNode plan, Predicate<JsonNode> happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode json = view(plan);
        while (!happened.test(json)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + json);
            }
            LockSupport.parkNanos(20_000_000);
            json = view(plan);
        }
        return json;
    }

    /// Waits for anything else.
    static void until(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
