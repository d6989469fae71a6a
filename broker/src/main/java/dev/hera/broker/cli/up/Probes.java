package dev.hera.broker.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/// Finds out whether a part is ready; each question is answered within a second. Any thread.
final class Probes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Home home;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    Probes(Home home) {
        this.home = home;
    }

    /// Whether somebody listens.
    boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) PATIENCE.toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether a broker says that it wants calls, asked directly or through HAProxy.
    boolean isReady(int port) {
        return ask(question(port, "/_hera/health/ready")).isPresent();
    }

    /// Whether a broker sends calls to a worker: connected, and with a place at an endpoint.
    boolean routesTo(String instance, int port) {
        try {
            String token = Files.readString(home.adminToken()).strip();
            HttpRequest.Builder question = question(port, "/_hera/api/routes");
            Optional<String> routes = ask(question.header("Authorization", "Bearer " + token));
            return routes.isPresent() && hasPlace(JSON.readTree(routes.get()), instance);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a broker answered no JSON", e);
        } catch (IOException _) {
            return false;
        }
    }

    static boolean hasPlace(JsonNode routes, String instance) {
        for (JsonNode worker : routes.path("workers")) {
            if (worker.path("instance").asText().equals(instance)) {
                String id = worker.path("worker").asText();
                return routes.path("endpoints").findValuesAsText("worker").contains(id);
            }
        }
        return false;
    }

    private static HttpRequest.Builder question(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    private Optional<String> ask(HttpRequest.Builder question) {
        try {
            HttpResponse<String> answer = client.send(question.build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Ends its own connections: HAProxy's soft stop would wait for one that may still be used.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
