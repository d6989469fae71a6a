package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every worker at every broker, as JSON: linked or not, answering or not, and how fast.
final class Matrix {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Matrix() {}

    /// The links of one broker: `[{worker, service, instance, answering, ready, pingMs,
    /// silenceMs}]`.
    static String at(List<LinkFacts> links) {
        ArrayNode array = JSON.createArrayNode();
        for (LinkFacts link : links) {
            array.addObject()
                    .put("worker", link.worker())
                    .put("service", link.service())
                    .put("instance", link.instance())
                    .put("answering", link.isAnswering())
                    .put("ready", link.ready())
                    .put("pingMs", link.ping().toNanos() / 1e6)
                    .put("silenceMs", link.silence().toMillis());
        }
        return array.toString();
    }

    /// `{brokers: [{broker, answered}], workers: [{worker, service, instance, of, linked,
    /// answering, links: [{broker, linked, …}]}]}`; who did not answer counts nowhere.
    ///
    /// @param brokers their links, by id; a missing node for one that did not answer
    static ObjectNode everywhere(Map<String, JsonNode> brokers) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode heads = json.putArray("brokers");
        Map<String, Map<String, JsonNode>> workers = new TreeMap<>();
        Map<String, JsonNode> answered = new TreeMap<>();
        brokers.forEach(
                (broker, links) -> {
                    boolean told = !links.isMissingNode();
                    heads.addObject().put("broker", broker).put("answered", told);
                    if (told) {
                        answered.put(broker, links);
                    }
                    for (JsonNode link : links) {
                        workers.computeIfAbsent(link.path("worker").asText(), _ -> new TreeMap<>())
                                .put(broker, link);
                    }
                });
        ArrayNode rows = json.putArray("workers");
        workers.forEach((worker, at) -> row(rows.addObject(), worker, at, answered));
        return json;
    }

    private static void row(
            ObjectNode row,
            String worker,
            Map<String, JsonNode> at,
            Map<String, JsonNode> brokers) {
        JsonNode any = at.values().iterator().next();
        row.put("worker", worker).put("service", any.path("service").asText());
        row.put("instance", any.path("instance").asText()).put("of", brokers.size());
        row.put("linked", at.size());
        row.put(
                "answering",
                at.values().stream().filter(l -> l.path("answering").asBoolean()).count());
        ArrayNode links = row.putArray("links");
        for (String broker : brokers.keySet()) {
            JsonNode link = at.get(broker);
            ObjectNode cell = links.addObject().put("broker", broker).put("linked", link != null);
            if (link != null) {
                for (String figure : List.of("answering", "ready", "pingMs", "silenceMs")) {
                    cell.set(figure, link.path(figure));
                }
            }
        }
    }
}
