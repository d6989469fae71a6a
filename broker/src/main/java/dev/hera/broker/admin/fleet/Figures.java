package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

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

    /// Of one broker: a text as JSON.
    static String at(String scrape) {
        String lines =
                scrape.lines()
                        .filter(line -> WANTED.contains(name(line)))
                        .collect(Collectors.joining("\n"));
        return TextNode.valueOf(lines).toString();
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
