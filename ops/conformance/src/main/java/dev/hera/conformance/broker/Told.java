package dev.hera.conformance.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.script.Library;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call over HTTP and what its caller was told; any thread.
final class Told {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private final CompletableFuture<HttpResponse<byte[]>> answer;

    private Told(CompletableFuture<HttpResponse<byte[]>> answer) {
        this.answer = answer;
    }

    /// Calls.
    ///
    /// @param said `method`, `path`, `headers`, and a body: `body`, `text` or `base64`
    static Told call(Target target, JsonNode said) {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(target.http(said.path("path").asText()))
                        .header("Authorization", "Bearer " + target.token())
                        .timeout(LONGEST)
                        .method(said.path("method").asText("POST"), body(said));
        if (said.has("body") || said.has("json")) {
            call.header("Content-Type", "application/json");
        }
        said.path("headers")
                .properties()
                .forEach(h -> call.header(h.getKey(), h.getValue().asText()));
        return new Told(CLIENT.sendAsync(call.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static HttpRequest.BodyPublisher body(JsonNode said) {
        if (said.has("body")) {
            return HttpRequest.BodyPublishers.ofString(said.path("body").toString());
        }
        if (said.has("base64")) {
            byte[] bytes = Base64.getDecoder().decode(said.path("base64").asText());
            return HttpRequest.BodyPublishers.ofByteArray(bytes);
        }
        return said.has("json")
                ? HttpRequest.BodyPublishers.ofString(said.path("json").asText())
                : HttpRequest.BodyPublishers.noBody();
    }

    /// What the caller was told, waited for: `status`, `headers`, `body` where it is JSON.
    ObjectNode json(Duration within) throws InterruptedException {
        HttpResponse<byte[]> response = response(within);
        ObjectNode told = Library.JSON.createObjectNode();
        told.put("status", response.statusCode());
        ObjectNode headers = told.putObject("headers");
        response.headers().map().forEach((name, all) -> headers.put(name, String.join(", ", all)));
        try {
            JsonNode body = Library.JSON.readTree(response.body());
            if (!body.isMissingNode()) {
                told.set("body", body);
            }
        } catch (IOException e) {
            told.put("base64", Base64.getEncoder().encodeToString(response.body()));
        }
        return told;
    }

    /// The body as text.
    String text(Duration within) throws InterruptedException {
        return new String(response(within).body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> response(Duration within) throws InterruptedException {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Mismatch("the caller was told nothing within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new Mismatch("the caller's connection broke: " + e.getCause());
        }
    }
}
