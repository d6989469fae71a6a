package dev.hera.trials.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// Somebody at a shell with `ops/hera`, who asks the first broker; one thread.
final class Operator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final String broker;

    Operator(Platform platform) {
        this.platform = platform;
        broker = "http://127.0.0.1:" + (9201 + platform.offset());
    }

    /// What a command prints for a person.
    String text(String... command) {
        List<String> whole = new ArrayList<>(List.of(command));
        whole.addAll(List.of("--broker", broker, "--token-file"));
        whole.add(platform.data().resolve("tokens/admin").toString());
        return platform.hera(whole.toArray(String[]::new));
    }

    /// What a command prints for a program.
    JsonNode json(String... command) {
        List<String> whole = new ArrayList<>(List.of(command));
        whole.add("--json");
        return read(text(whole.toArray(String[]::new)));
    }

    /// Makes or takes back a token.
    JsonNode token(String... words) {
        List<String> whole = new ArrayList<>(List.of("token"));
        whole.addAll(List.of(words));
        whole.addAll(List.of("--json", "--zookeeper"));
        whole.add("127.0.0.1:" + (2181 + platform.offset()));
        return read(platform.hera(whole.toArray(String[]::new)));
    }

    private static JsonNode read(String printed) {
        try {
            return JSON.readTree(printed);
        } catch (JsonProcessingException e) {
            throw new AssertionError(printed, e);
        }
    }

    /// What a command says that does not do it.
    String refused(String... command) {
        try {
            throw new AssertionError("it was done: " + text(command));
        } catch (AssertionError e) {
            String said = String.valueOf(e.getMessage());
            if (said.startsWith("it was done")) {
                throw e;
            }
            return said;
        }
    }

    /// Plans a replay of so many calls; its id.
    String planned(int calls, String filter, String... more) {
        JsonNode plan = plan(filter, more);
        JsonNode forecast = plan.path("forecast");
        if (forecast.path("sendable").asInt() != calls || !forecast.path("missing").isEmpty()) {
            throw new AssertionError("wanted " + calls + " calls: " + plan);
        }
        return plan.path("id").asText();
    }

    /// How many calls a plan could send.
    int sendable(String filter, String... more) {
        return plan(filter, more).path("forecast").path("sendable").asInt();
    }

    private JsonNode plan(String filter, String... more) {
        List<String> command = new ArrayList<>(List.of("replay", "plan", filter));
        command.addAll(List.of(more));
        return json(command.toArray(String[]::new));
    }

    /// Starts a replay and follows it to its end.
    JsonNode started(String id) {
        return ended(json("replay", "start", id, "--follow"));
    }

    /// Follows a replay to its end.
    JsonNode done(String id) {
        return ended(json("replay", "report", id, "--follow"));
    }

    private static JsonNode ended(JsonNode report) {
        if (!report.path("phase").asText().equals("done")) {
            throw new AssertionError("not done: " + report);
        }
        return report;
    }

    /// Turns a replay without a process of its own, which would take the processor from others.
    void turn(HttpClient client, String id, String action) {
        HttpRequest turn =
                HttpRequest.newBuilder(
                                URI.create(broker + "/_hera/api/replays/" + id + '/' + action))
                        .header("Authorization", "Bearer " + platform.adminToken())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            HttpResponse<String> answer = client.send(turn, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(action + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
