package dev.hera.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.Broker;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.local.LocalHera;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/// What growth is measured with is a journal like any other: a broker that starts on it finds the
/// calls by the search of the operators' page.
class PastCallsIT {
    private static final int CALLS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aBrokerFindsWhatWasMadeBeforeItsStart(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("journal");
        PastCalls.make(journal, CALLS);
        LocalHera.Starter starter =
                ServiceLoader.load(LocalHera.Starter.class).findFirst().orElseThrow();
        try (LocalHera hera = starter.start(0, folder);
                Broker broker = Broker.start(settings(hera, folder, journal))) {
            Asking asking = new Asking(broker.node().linkPort(), hera.token());
            assertEquals(CALLS, asking.count("method:POST").path("calls").asInt());
            assertEquals(0, asking.count("method:GET").path("calls").asInt());
            int ended = asking.count("outcome:answered status:200").path("calls").asInt();
            int lost = asking.count("outcome:unknown refused:worker-lost").path("calls").asInt();
            assertEquals(CALLS, ended + lost);
            assertTrue(lost > 0 && lost < CALLS / 10, lost + " were lost");
            JsonNode oldest = asking.list("body~haystack").path("calls");
            assertEquals(1, oldest.size(), oldest.toString());
            String uuid = oldest.path(0).path("uuid").asText();
            JsonNode all = asking.list("method:POST");
            assertTrue(all.path("more").asBoolean(), "the newest come first");
            assertFalse(all.path("calls").toString().contains(uuid), "the oldest is the last");
            assertTrue(asking.list("before:1h").path("calls").isEmpty(), "they have just come");
        }
    }

    private static Settings settings(LocalHera hera, Path folder, Path journal)
            throws Settings.Bad {
        Map<String, String> options =
                Map.of(
                        "id",
                        "broker-1",
                        "http.port",
                        "0",
                        "link.port",
                        "0",
                        "zookeeper",
                        hera.zookeeper(),
                        "data",
                        folder.resolve("broker-1").toString(),
                        "journal.dir",
                        journal.toString());
        return Settings.read(options, Map.of(), null);
    }

    /// Searches as the page does.
    private record Asking(int port, String token) {
        JsonNode count(String filter) throws IOException, InterruptedException {
            return ask("/count?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        }

        JsonNode list(String filter) throws IOException, InterruptedException {
            return ask("?limit=50&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        }

        private JsonNode ask(String rest) throws IOException, InterruptedException {
            URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/api/calls" + rest);
            HttpRequest question =
                    HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = client.send(question, BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer.body());
                return JSON.readTree(answer.body());
            }
        }
    }
}
