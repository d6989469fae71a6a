package dev.hera.trials.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What brokers say to operators' programs, for questions that are asked too often for a command.
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Platform platform;

    Api(Platform platform) {
        this.platform = platform;
    }

    /// The routing table of this broker, the first being 1; nothing when it does not answer.
    JsonNode routes(int broker) {
        try {
            return ask(broker, "routes");
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /// How many calls of all brokers a filter finds.
    int count(String filter) throws IOException {
        String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return ask(1, "calls/count?filter=" + encoded).path("calls").asInt();
    }

    private JsonNode ask(int broker, String path) throws IOException {
        int port = 9200 + broker + platform.offset();
        HttpRequest question =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/_hera/api/" + path))
                        .header("Authorization", "Bearer " + platform.adminToken())
                        .timeout(PATIENCE)
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
