package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One answer of the answers of all brokers; pure.
///
/// Ids sort as their text does, so places are compared as text.
final class Together {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.comparing((JsonNode call) -> call.path("uuid").asText()).reversed();

    private Together() {}

    /// The newest calls of all, as far as every broker has looked.
    static ObjectNode page(Map<String, JsonNode> answers, int limit) {
        ObjectNode json = JSON.createObjectNode();
        String horizon = horizon(answers);
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode answer : answers.values()) {
            answer.path("calls").forEach(calls::add);
        }
        calls.removeIf(call -> call.path("uuid").asText().compareTo(horizon) < 0);
        calls.sort(NEWEST_FIRST);
        boolean cut = calls.size() > limit;
        ArrayNode array = json.putArray("calls");
        calls.stream().limit(limit).forEach(array::add);
        json.put("cursor", cut ? calls.get(limit - 1).path("uuid").asText() : horizon);
        json.put("more", cut || !horizon.isEmpty());
        return end(json, answers);
    }

    /// The newest place at which a broker stopped; empty when all have looked at everything.
    private static String horizon(Map<String, JsonNode> answers) {
        return answers.values().stream()
                .filter(answer -> isAnswer(answer) && !answer.path("why").asText().equals("all"))
                .map(answer -> answer.path("behind").asText())
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    /// Whether a broker said anything that counts: one that was too busy to begin has not.
    private static boolean isAnswer(JsonNode answer) {
        boolean began =
                !answer.path("why").asText().equals("busy")
                        || !answer.path("behind").asText().isEmpty();
        return answer.isObject() && !answer.has("unwell") && !answer.has("misread") && began;
    }

    private static ObjectNode end(ObjectNode json, Map<String, JsonNode> answers) {
        long examined = 0;
        ArrayNode missing = json.putArray("missing");
        for (Map.Entry<String, JsonNode> one : answers.entrySet()) {
            examined += one.getValue().path("examined").asLong();
            if (!isAnswer(one.getValue())) {
                missing.add(one.getKey());
            }
        }
        return json.put("examined", examined);
    }

    /// The sums; `more` when a broker could not count everything in time.
    static ObjectNode count(Map<String, JsonNode> answers) {
        ObjectNode json = JSON.createObjectNode();
        json.put("calls", sum(answers, "calls")).put("bytes", sum(answers, "bytes"));
        for (String by : List.of("endpoints", "outcomes", "states")) {
            Map<String, Long> sums = new TreeMap<>();
            for (JsonNode answer : answers.values()) {
                answer.path(by)
                        .properties()
                        .forEach(
                                one ->
                                        sums.merge(
                                                one.getKey(), one.getValue().asLong(), Long::sum));
            }
            sums.forEach(json.putObject(by)::put);
        }
        String horizon = horizon(answers);
        return end(json.put("cursor", horizon).put("more", !horizon.isEmpty()), answers);
    }

    /// What was done; with `more` it goes on at the cursor.
    static ObjectNode done(Map<String, JsonNode> answers) {
        ObjectNode json = JSON.createObjectNode();
        json.put("done", sum(answers, "done")).put("waiting", sum(answers, "waiting"));
        String horizon = horizon(answers);
        return end(json.put("cursor", horizon).put("more", !horizon.isEmpty()), answers);
    }

    private static long sum(Map<String, JsonNode> answers, String name) {
        return answers.values().stream().mapToLong(answer -> answer.path(name).asLong()).sum();
    }
}
