package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The series that charts are drawn of, as lines of Prometheus' text, of every broker.
final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a line begins with, up to its labels or its value.
    private static final Set<String> WANTED =
            Set.of(
                    "hera_calls_total",
                    "hera_call_seconds_bucket",
                    "hera_endpoint_call_seconds_bucket",
                    "hera_worker_call_seconds_bucket",
                    "hera_attempts_total",
                    "hera_call_phase_seconds_count",
                    "hera_call_phase_seconds_sum",
                    "hera_calls_in_flight",
                    "hera_accepted_backlog",
                    "hera_accepted_parked",
                    "hera_accepted_quarantined");

    private Figures() {}

    /// Those of a scrape that charts are drawn of.
    static String lines(String scrape) {
        return scrape.lines()
                .filter(line -> WANTED.contains(name(line)))
                .collect(Collectors.joining("\n"));
    }

    /// Of one broker: a text as JSON.
    static String at(String scrape) {
        return TextNode.valueOf(lines(scrape)).toString();
    }

    /// Of one broker's last hour: `{fromStart, looks: [{at, lines}]}`, `at` in seconds.
    static String past(LastHour.Told told) {
        ObjectNode json = JSON.createObjectNode().put("fromStart", told.fromStart());
        ArrayNode looks = json.putArray("looks");
        for (LastHour.Look look : told.looks()) {
            looks.addObject().put("at", look.at().getEpochSecond()).put("lines", look.lines());
        }
        return json.toString();
    }

    /// `{now, brokers: [{broker, answered, fromStart, looks}]}`.
    static ObjectNode pastEverywhere(Map<String, JsonNode> brokers) {
        ObjectNode json = JSON.createObjectNode();
        json.put("now", Instant.now().getEpochSecond());
        ArrayNode array = json.putArray("brokers");
        brokers.forEach(
                (broker, told) -> {
                    ObjectNode one = array.addObject().put("broker", broker);
                    one.put("answered", told.has("looks"));
                    one.put("fromStart", told.path("fromStart").asBoolean());
                    one.set(
                            "looks",
                            told.has("looks") ? told.path("looks") : JSON.createArrayNode());
                });
        return json;
    }

    private static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    /// `{brokers: [{broker, answered, lines}]}`.
    static ObjectNode everywhere(Map<String, JsonNode> brokers) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("brokers");
        brokers.forEach(
                (broker, lines) ->
                        array.addObject()
                                .put("broker", broker)
                                .put("answered", !lines.isMissingNode())
                                .put("lines", lines.asText()));
        return json;
    }
}
