package dev.hera.trials.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A broker that says vectors where the real one says names: every text of its answers is
/// exchanged, and every list grows until each vector was said; one thread.
final class Liar {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Texts that choose what the page does, such as whether a call has ended.
    private static final Set<String> KEPT = Set.of("lines");

    private static final String PATH = ".*/_hera/api/(?:everywhere/)?([a-z-]+).*";

    private final List<String> vectors;
    private final Set<String> told = new TreeSet<>();
    private int next;

    Liar(List<String> vectors) {
        this.vectors = vectors;
    }

    /// Stands between the page and its broker from now on.
    void standBefore(Page page) {
        page.route(url -> url.contains("/_hera/api/"), this::answer);
    }

    /// The paths on which it has lied.
    Set<String> told() {
        return told;
    }

    private void answer(Route route) {
        APIResponse real = route.fetch();
        String path = route.request().url().replaceAll(PATH, "$1");
        try {
            JsonNode lie = lie(JSON.readTree(real.text()));
            told.add(path);
            route.fulfill(
                    new Route.FulfillOptions()
                            .setStatus(real.status())
                            .setContentType("application/json")
                            .setBody(JSON.writeValueAsString(lie)));
        } catch (JsonProcessingException _) {
            route.fulfill(new Route.FulfillOptions().setResponse(real));
        }
    }

    private String vector() {
        return vectors.get(next++ % vectors.size());
    }

    private JsonNode lie(JsonNode truth) {
        if (truth instanceof ObjectNode object) {
            return members(object);
        }
        if (truth instanceof ArrayNode array) {
            return list(array);
        }
        return truth.isTextual() ? TextNode.valueOf(vector()) : truth;
    }

    private ObjectNode members(ObjectNode truth) {
        ObjectNode lie = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : truth.properties()) {
            JsonNode value = member.getValue();
            boolean kept = KEPT.contains(member.getKey());
            lie.set(member.getKey(), kept ? value : lie(value));
        }
        if (truth.has("headers")) {
            ObjectNode headers = lie.putObject("headers");
            vectors.forEach(vector -> headers.put(vector, vector()));
        }
        return lie;
    }

    /// As many as there are vectors, when the truth is about things with names.
    private ArrayNode list(ArrayNode truth) {
        List<JsonNode> things = new ArrayList<>();
        truth.forEach(things::add);
        ArrayNode lie = JSON.createArrayNode();
        if (things.isEmpty() || !things.getFirst().isObject() || things.getFirst().has("links")) {
            things.forEach(thing -> lie.add(lie(thing)));
            return lie;
        }
        for (int i = 0; i < vectors.size() && lie.size() < 1_000; i++) {
            lie.add(shallow(things.get(i % things.size())));
        }
        return lie;
    }

    /// Lists within lists do not grow.
    private JsonNode shallow(JsonNode thing) {
        if (thing instanceof ArrayNode array) {
            ArrayNode lie = JSON.createArrayNode();
            array.forEach(one -> lie.add(shallow(one)));
            return lie;
        }
        if (thing instanceof ObjectNode object) {
            ObjectNode lie = JSON.createObjectNode();
            object.properties().forEach(one -> lie.set(one.getKey(), shallow(one.getValue())));
            return lie;
        }
        return thing.isTextual() ? TextNode.valueOf(vector()) : thing;
    }
}
