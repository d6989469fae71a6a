package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// Bad tokens are answered ten times a minute from one source, then turned away; nobody else pays.
class BadTokensIT {
    private static final int ALLOWED = 10;
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theEleventhBadTokenIsTurnedAwayAndNobodyElseIs(@TempDir Path data) throws Exception {
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data)) {
            URI broker = hera.brokers().getFirst();
            int[] first =
                    IntStream.range(0, ALLOWED)
                            .map(_ -> status(broker, "bad", "9.9.9.9"))
                            .toArray();
            assertEquals(ALLOWED, IntStream.of(first).filter(status -> status == 401).count());
            HttpResponse<String> eleventh = get(broker, "bad", "9.9.9.9");
            assertEquals(429, eleventh.statusCode(), eleventh.body());
            long after = eleventh.headers().firstValueAsLong("Retry-After").orElse(0);
            assertTrue(after >= 1 && after <= 60, "Retry-After: " + after);
            assertEquals("not-executed", eleventh.headers().firstValue("Hera-Outcome").orElse(""));
            assertTrue(eleventh.headers().firstValue("X-Request-UUID").isPresent());
            assertEquals(401, status(broker, "bad", "9.9.9.8"), "another source pays for it");
            assertEquals(404, status(broker, hera.token(), "9.9.9.9"), "a good token is kept out");
            URI internal =
                    URI.create("http://127.0.0.1:" + hera.running().getFirst().node().linkPort());
            assertEquals(401, status(internal.resolve("/_hera/api/routes"), "bad", "9.9.9.7"));
        } finally {
            client.close();
        }
    }

    @Test
    void whoShowsNoTokenTriesNothing(@TempDir Path data) throws Exception {
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data)) {
            URI broker = hera.brokers().getFirst().resolve("/0/x");
            for (int i = 0; i < 3 * ALLOWED; i++) {
                HttpRequest bare = HttpRequest.newBuilder(broker).build();
                HttpResponse<String> answer =
                        client.send(bare, HttpResponse.BodyHandlers.ofString());
                assertEquals(401, answer.statusCode());
            }
        } finally {
            client.close();
        }
    }

    private int status(URI to, String token, String from) {
        try {
            return get(to, token, from).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(URI to, String token, String from) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(to.resolve(to.getPath().isEmpty() ? "/0/x" : to.getPath()))
                        .header("Authorization", "Bearer " + token)
                        .header("X-Forwarded-For", from)
                        .build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }
}
