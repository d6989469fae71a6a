package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What would be left if a worker got no more calls, as JSON.
final class DrainPreview {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DrainPreview() {}

    /// At one broker: `{linked, endpoints: [{endpoint, others}]}`, `others` being the ready workers
    /// besides this one.
    static String at(String worker, List<LinkFacts> links) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode endpoints = json.putArray("endpoints");
        boolean linked = false;
        for (LinkFacts link : links) {
            if (link.worker().equals(worker)) {
                linked = true;
                for (String endpoint : link.endpoints()) {
                    ObjectNode one = endpoints.addObject().put("endpoint", endpoint);
                    one.put("others", others(worker, endpoint, links));
                }
            }
        }
        return json.put("linked", linked).toString();
    }

    private static long others(String worker, String endpoint, List<LinkFacts> links) {
        return links.stream()
                .filter(link -> !link.worker().equals(worker) && link.ready())
                .filter(link -> link.endpoints().contains(endpoint))
                .count();
    }

    /// Everywhere: `{worker, linked, endpoints, without: [endpoint], brokers: [{broker, answered,
    /// without}]}`. An endpoint that is left without a worker at one broker is left without.
    static ObjectNode everywhere(String worker, Map<String, JsonNode> brokers) {
        ObjectNode json = JSON.createObjectNode().put("worker", worker);
        boolean linked = false;
        Set<String> all = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        ArrayNode rows = JSON.createArrayNode();
        for (Map.Entry<String, JsonNode> broker : brokers.entrySet()) {
            ObjectNode row = rows.addObject().put("broker", broker.getKey());
            row.put("answered", !broker.getValue().isMissingNode());
            linked |= broker.getValue().path("linked").asBoolean();
            ArrayNode here = row.putArray("without");
            for (JsonNode endpoint : broker.getValue().path("endpoints")) {
                String name = endpoint.path("endpoint").asText();
                all.add(name);
                if (endpoint.path("others").asInt() == 0) {
                    without.add(name);
                    here.add(name);
                }
            }
        }
        json.put("linked", linked).put("endpoints", all.size());
        without.forEach(json.putArray("without")::add);
        return json.set("brokers", rows);
    }
}
