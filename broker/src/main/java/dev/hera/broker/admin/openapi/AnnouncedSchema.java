package dev.hera.broker.admin.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Endpoint;
import dev.hera.wire.JsonText;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a worker said of an endpoint's values: a summary, and JSON Schema of params, body and
/// answer with the `$defs` that they share.
///
/// It is input: one that refers to anything outside of itself, names itself anew, or is no schema
/// at all is as good as none. Tools that read the document would otherwise go where a worker sends
/// them.
final class AnnouncedSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFINED = "#/$defs/";
    private static final Set<String> NAMES =
            Set.of("$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef");

    private final ObjectNode said;

    private AnnouncedSchema(ObjectNode said) {
        this.said = said;
    }

    static AnnouncedSchema of(Endpoint endpoint) {
        JsonText text = endpoint.schema();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new AnnouncedSchema(text == null ? none : read(text, none));
    }

    private static ObjectNode read(JsonText text, ObjectNode none) {
        try {
            JsonNode tree = JSON.readTree(text.toBytes());
            return tree instanceof ObjectNode object && isClosed(object) ? object : none;
        } catch (IOException _) {
            return none;
        }
    }

    private static boolean isClosed(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean refers = member.getKey().equals("$ref");
            if (NAMES.contains(member.getKey())
                    || (refers && !member.getValue().asText().startsWith(DEFINED))) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isClosed(child)) {
                return false;
            }
        }
        return true;
    }

    /// One line for people; empty when nothing was said.
    String summary() {
        JsonNode summary = said.path("summary");
        return summary.isTextual() && summary.textValue().length() <= 300
                ? summary.textValue()
                : "";
    }

    /// The values of path and query by name, as an object's schema.
    JsonNode params() {
        return said.path("params");
    }

    /// The schema of `body` or `answer`, its references led to where the definitions will be.
    ///
    /// @param part which of the two; any JSON when nothing was said
    /// @param home where definitions are, as a reference's beginning
    JsonNode part(String part, String home) {
        JsonNode schema = said.path(part);
        return schema.isObject() || schema.isBoolean()
                ? led(schema, home)
                : JsonNodeFactory.instance.objectNode();
    }

    /// The definitions by name, their references led to where they will be.
    Map<String, JsonNode> definitions(String home) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : said.path("$defs").properties()) {
            boolean isSchema = one.getValue().isObject() || one.getValue().isBoolean();
            JsonNode any = JsonNodeFactory.instance.objectNode();
            all.put(one.getKey(), isSchema ? led(one.getValue(), home) : any);
        }
        return all;
    }

    /// The schema of one param.
    JsonNode param(String name, String home) {
        JsonNode schema = params().path("properties").path(name);
        return schema.isObject() || schema.isBoolean()
                ? led(schema, home)
                : JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    /// A copy whose references point to the document's components; what is not defined is any JSON.
    private JsonNode led(JsonNode schema, String home) {
        if (schema instanceof ObjectNode object) {
            JsonNode refers = object.path("$ref");
            String name = refers.asText().substring(refers.isTextual() ? DEFINED.length() : 0);
            if (refers.isTextual() && !said.path("$defs").has(name)) {
                return JsonNodeFactory.instance.objectNode();
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(m -> copy.set(m.getKey(), led(m.getValue(), home)));
            return refers.isTextual() ? copy.put("$ref", home + Components.plain(name)) : copy;
        }
        if (schema.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            schema.forEach(item -> copy.add(led(item, home)));
            return copy;
        }
        return schema;
    }
}
