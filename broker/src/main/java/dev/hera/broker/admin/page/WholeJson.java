package dev.hera.broker.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The routing tables of all brokers as one, in the words of [OwnTable]; pure.
///
/// Calls in flight are added up, shares are the mean, and of what is good or bad the worst counts:
/// an endpoint has as many ready workers as at the broker where it has fewest. What is not so
/// everywhere names where it is.
final class WholeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> brokers;

    private WholeJson(Collection<String> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /// Lays the tables together; who did not answer counts nowhere.
    ///
    /// @param self the broker that tells
    /// @param own its table
    /// @param others by broker; something else than an object for one that did not answer
    static ObjectNode write(String self, JsonNode own, Map<String, JsonNode> others) {
        Map<String, JsonNode> tables = new TreeMap<>(others);
        tables.put(self, own);
        Map<String, JsonNode> answers = new TreeMap<>(tables);
        answers.values().removeIf(table -> !table.isObject());
        ObjectNode json = JSON.createObjectNode();
        for (String field : List.of("version", "broker", "places")) {
            json.set(field, own.path(field));
        }
        ArrayNode all = json.putArray("brokers");
        tables.forEach(
                (id, table) -> all.addObject().put("broker", id).put("answered", table.isObject()));
        WholeJson whole = new WholeJson(answers.keySet());
        whole.rows(answers, "endpoints", "endpoint", "role")
                .forEach(rows -> json.withArray("/endpoints").add(whole.endpoint(rows)));
        whole.rows(answers, "workers", "worker", "worker")
                .forEach(rows -> json.withArray("/workers").add(whole.worker(rows)));
        return json;
    }

    /// The rows of a list that are about the same, by broker.
    private Collection<Map<String, JsonNode>> rows(
            Map<String, JsonNode> tables, String list, String name, String more) {
        Map<String, Map<String, JsonNode>> found = new TreeMap<>();
        tables.forEach(
                (broker, table) ->
                        table.path(list)
                                .forEach(
                                        row ->
                                                found.computeIfAbsent(
                                                                key(row, name, more),
                                                                _ -> new TreeMap<>())
                                                        .put(broker, row)));
        return found.values();
    }

    private static String key(JsonNode row, String name, String more) {
        return row.path(name).asText() + '\n' + row.path(more).asText();
    }

    private ObjectNode endpoint(Map<String, JsonNode> at) {
        JsonNode any = at.values().iterator().next();
        boolean everywhere = at.size() == brokers.size();
        ObjectNode json = JSON.createObjectNode();
        json.set("endpoint", any.path("endpoint"));
        json.set("role", any.path("role"));
        json.put("paceMs", sum(at, row -> row.path("paceMs").asDouble()) / at.size());
        json.put("panic", at.values().stream().anyMatch(row -> row.path("panic").asBoolean()));
        json.put("preference", longest(at, "preference"));
        json.put("workers", (int) most(at, "workers"));
        double ready = everywhere ? -most(at, row -> -row.path("ready").asDouble()) : 0;
        json.put("ready", (int) ready);
        json.put("inFlight", (long) sum(at, row -> row.path("inFlight").asDouble()));
        json.put("errors", most(at, "errors"));
        limits(at, "not known").forEach(json.putArray("limits")::add);
        TreeSet<String> departed = new TreeSet<>();
        at.values().forEach(row -> row.path("departed").forEach(one -> departed.add(one.asText())));
        departed.forEach(json.putArray("departed")::add);
        if (at.values().stream().allMatch(row -> row.has("places"))) {
            ArrayNode places = json.putArray("places");
            rows(at, "places", "worker", "worker").forEach(rows -> places.add(place(rows)));
        }
        return json;
    }

    private ObjectNode place(Map<String, JsonNode> at) {
        ObjectNode json = JSON.createObjectNode();
        json.set("worker", at.values().iterator().next().path("worker"));
        json.put("share", sum(at, row -> row.path("share").asDouble()) / brokers.size());
        json.put("inFlight", (long) sum(at, row -> row.path("inFlight").asDouble()));
        json.put("errors", most(at, "errors"));
        limits(at, "not linked").forEach(json.putArray("limits")::add);
        return json;
    }

    private ObjectNode worker(Map<String, JsonNode> at) {
        JsonNode latest =
                at.values().stream().min(Comparator.comparingLong(WholeJson::age)).orElseThrow();
        ObjectNode json = latest.deepCopy();
        Map<String, List<String>> states = new LinkedHashMap<>();
        for (String broker : brokers) {
            JsonNode row = at.get(broker);
            String state = row == null ? "not linked" : row.path("state").asText();
            states.computeIfAbsent(state, _ -> new ArrayList<>()).add(broker);
        }
        json.put("state", String.join("; ", placed(states)));
        json.put("pingMs", most(at, "pingMs"));
        json.put("inFlight", (long) sum(at, row -> row.path("inFlight").asDouble()));
        json.put("inFlightOthers", 0);
        return json;
    }

    private static long age(JsonNode worker) {
        return worker.path("vitals").path("ageMs").asLong(Long.MAX_VALUE);
    }

    /// What holds it back, and at which brokers unless it is so at all.
    private List<String> limits(Map<String, JsonNode> at, String missing) {
        Map<String, List<String>> limits = new LinkedHashMap<>();
        for (String broker : brokers) {
            JsonNode row = at.get(broker);
            if (row == null) {
                limits.computeIfAbsent(missing, _ -> new ArrayList<>()).add(broker);
            } else {
                row.path("limits")
                        .forEach(
                                one ->
                                        limits.computeIfAbsent(one.asText(), _ -> new ArrayList<>())
                                                .add(broker));
            }
        }
        return placed(limits);
    }

    private List<String> placed(Map<String, List<String>> said) {
        return said.entrySet().stream()
                .map(
                        one ->
                                one.getValue().size() == brokers.size()
                                        ? one.getKey()
                                        : "%s (%s)"
                                                .formatted(
                                                        one.getKey(),
                                                        String.join(", ", one.getValue())))
                .toList();
    }

    private static String longest(Map<String, JsonNode> at, String field) {
        return at.values().stream()
                .map(row -> row.path(field).asText())
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static double most(Map<String, JsonNode> at, String field) {
        return most(at, row -> row.path(field).asDouble());
    }

    private static double most(Map<String, JsonNode> at, ToDoubleFunction<JsonNode> figure) {
        return at.values().stream().mapToDouble(figure).max().orElse(0);
    }

    private static double sum(Map<String, JsonNode> at, ToDoubleFunction<JsonNode> figure) {
        return at.values().stream().mapToDouble(figure).sum();
    }
}
