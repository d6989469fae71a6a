package dev.hera.trials.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.trials.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/// What the environment sets of a broker holds for the brokers of `up`: with recording off, a call
/// is answered and nothing of it is there.
class RecordingOffIT {
    private static final Map<String, String> OFF = Map.of("HERA_JOURNAL_MODE", "off");

    @Test
    void nothingIsOnRecord(@TempDir Path data) throws Exception {
        String[] options = {"--brokers", "1", "--workers", "1", "--no-haproxy"};
        try (Platform platform = Platform.up(data, OFF, options);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            request(platform, "/0/echo")
                                    .POST(BodyPublishers.ofString("{}"))
                                    .header("Content-Type", "application/json")
                                    .build(),
                            BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
            String id = answer.headers().firstValue("X-Request-UUID").orElseThrow();
            HttpResponse<String> state =
                    client.send(
                            request(platform, "/_hera/calls/" + id).build(),
                            BodyHandlers.ofString());
            assertEquals(404, state.statusCode(), state::body);
            assertTrue(state.body().contains("\"status\":404"), state::body);
        }
    }

    private static HttpRequest.Builder request(Platform platform, String path) {
        return HttpRequest.newBuilder(URI.create(platform.broker(1) + path))
                .header("Authorization", "Bearer " + platform.callerToken());
    }
}
