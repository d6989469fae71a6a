package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The routing table of an instant as JSON: `{broker, at, since, endpoints: [{endpoint, role,
/// places: [{worker, state}]}], workers: [{worker, …, state}]}`.
public final class PastJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PastJson() {}

    private record Key(String endpoint, String role) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int by = endpoint.compareTo(other.endpoint);
            return by != 0 ? by : role.compareTo(other.role);
        }
    }

    /// Writes it.
    public static String write(
            String broker, Instant at, Instant since, List<Past.Member> members) {
        ObjectNode json = JSON.createObjectNode().put("broker", broker);
        json.put("at", at.toString()).put("since", since.toString());
        ArrayNode endpoints = json.putArray("endpoints");
        ArrayNode workers = json.putArray("workers");
        Map<Key, ArrayNode> places = new TreeMap<>();
        for (Past.Member member : members) {
            workers.addObject()
                    .put("worker", member.worker())
                    .put("service", member.service())
                    .put("instance", member.instance())
                    .put("version", member.version())
                    .put("role", member.role())
                    .put("state", member.state());
            for (String endpoint : member.endpoints()) {
                places.computeIfAbsent(
                                new Key(endpoint, member.role()), _ -> JSON.createArrayNode())
                        .addObject()
                        .put("worker", member.worker())
                        .put("state", member.state());
            }
        }
        places.forEach(
                (key, all) ->
                        endpoints
                                .addObject()
                                .put("endpoint", key.endpoint())
                                .put("role", key.role())
                                .set("places", all));
        return json.toString();
    }
}
