package dev.hera.trials.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Accepted calls of one broker, as an operator sees and steers them.
final class Lanes implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    Lanes(Platform platform) {
        url = "http://127.0.0.1:" + (9201 + platform.offset()) + "/_hera/api/accepted";
        token = platform.adminToken();
    }

    /// Calls that are not settled, given up or not; -1 when the broker does not say.
    long calls() {
        return ask().path("calls").asLong(-1);
    }

    /// Calls of all endpoints that stand like this: `pending`, `parked` or `quarantined`.
    long standing(String word) {
        long sum = 0;
        for (JsonNode endpoint : ask().path("endpoints")) {
            sum += endpoint.path(word).asLong();
        }
        return sum;
    }

    private JsonNode ask() {
        try {
            return JSON.readTree(send(request("").GET()).body());
        } catch (IOException _) {
            return JSON.createObjectNode();
        }
    }

    /// Does what `ops/hera accepted ACTION ENDPOINT` does.
    void tell(String action, String endpoint) throws IOException {
        String body = JSON.createObjectNode().put("endpoint", endpoint).toString();
        HttpResponse<String> answer =
                send(request('/' + action).POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(action + ": " + answer.statusCode() + ' ' + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
