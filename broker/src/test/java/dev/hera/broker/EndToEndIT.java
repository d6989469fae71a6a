package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.wire.local.LocalHera;
import dev.hera.worker.RawWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.calls.Duties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real worker's link behind real brokers, called over HTTP.
class EndToEndIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aCallIsAnsweredThroughEveryBroker(@TempDir Path data) throws Exception {
        try (LocalHera hera = new LocalPlatform.Opener().start(2, data);
                Worker worker = worker(hera)) {
            assertEquals(2, worker.links().size());
            for (URI broker : hera.brokers()) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(broker.resolve("/0/echo"))
                                        .header("Authorization", "Bearer " + hera.token())
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1.10}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer.body());
                assertEquals("{\"a\": 1.10}", answer.body());
                assertEquals("answered", answer.headers().firstValue("Hera-Outcome").orElse(""));
                assertTrue(answer.headers().firstValue("Server-Timing").isPresent());
                assertTrue(answer.headers().firstValue("Hera-Worker").isPresent());
            }
        }
    }

    private static Worker worker(LocalHera hera) {
        return RawWorker.start(
                hera.zookeeper(),
                "echo",
                hera.secretFor("echo"),
                new Duties(
                        () -> List.of(Endpoint.of("POST /0/echo")),
                        (call, _) ->
                                new Frame.Answer(
                                        call.id(),
                                        200,
                                        Map.of(),
                                        call.body(),
                                        "application/json",
                                        Load.NONE),
                        (_, inFlight, mean) ->
                                new Vitals(
                                        1,
                                        1,
                                        Vitals.State.READY,
                                        0,
                                        0,
                                        1,
                                        1,
                                        0,
                                        inFlight,
                                        mean,
                                        0)));
    }
}
