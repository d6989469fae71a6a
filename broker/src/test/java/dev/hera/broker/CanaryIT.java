package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Secrets that came in a call, everywhere they can, are in no file, metric or answer to operators;
/// what is no secret is, so that the search is known to find things.
class CanaryIT {
    private static final String CANARY = "sk_live_canary0123456789abcdefghijk";
    private static final String MARKER = "plainmarker4711";

    @Test
    void aSecretIsFoundNowhere(@TempDir Path data) throws Exception {
        List<String> shown = new ArrayList<>();
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data);
                HttpClient client = HttpClient.newHttpClient();
                Worker worker =
                        Worker.named("echo")
                                .zookeeper(hera.zookeeper())
                                .secret(hera.secretFor("echo"))
                                .post("/0/echo/{name}", call -> call.tree())
                                .post(
                                        "/0/fail",
                                        _ -> {
                                            throw new CallException(409, "no: " + CANARY);
                                        })
                                .start()) {
            assertEquals(1, worker.links().size());
            for (String path :
                    List.of("/0/echo/" + CANARY + "?token=" + CANARY, "/0/fail?x=" + MARKER)) {
                HttpResponse<String> answer = client.send(call(hera, path), text());
                assertTrue(answer.body().contains(CANARY), "void: " + answer.body());
                String uuid = answer.headers().firstValue("X-Request-UUID").orElse("");
                String own = "/_hera/calls/" + uuid;
                client.send(get(hera.brokers().getFirst().resolve(own + "?wait=5"), hera), text());
                URI internal = internal(hera);
                for (String admin :
                        List.of(
                                "/_hera/api/calls/" + uuid,
                                "/_hera/metrics",
                                "/_hera/api/routes")) {
                    shown.add(client.send(get(internal.resolve(admin), hera), text()).body());
                }
            }
        }
        assertTrue(shown.stream().anyMatch(text -> text.contains(MARKER)), "void: " + shown);
        shown.forEach(text -> assertFalse(text.contains(CANARY), text));
        assertTrue(!holding(data, MARKER).isEmpty(), "void: the marker is in no file");
        assertEquals(List.of(), holding(data, CANARY));
    }

    private static URI internal(LocalPlatform hera) {
        return URI.create("http://127.0.0.1:" + hera.running().getFirst().node().linkPort());
    }

    private static HttpRequest call(LocalPlatform hera, String path) {
        String body = "{\"note\":\"" + MARKER + "\",\"key\":\"" + CANARY + "\"}";
        return HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                .header("Authorization", "Bearer " + hera.token())
                .header("Cookie", "session=" + CANARY)
                .header("X-Api-Key", CANARY)
                .header("User-Agent", MARKER + " " + CANARY)
                .header("Idempotency-Key", CANARY + path.length())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest get(URI at, LocalPlatform hera) {
        return HttpRequest.newBuilder(at).header("Authorization", "Bearer " + hera.token()).build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static List<String> holding(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
