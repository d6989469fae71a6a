package dev.hera.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The variables of one check; any thread.
///
/// A text that is `${name}` and nothing else becomes the variable's value, one that has it inside
/// becomes a longer text. Some names make their value when first used: `id:x` a new message id,
/// `uuid:x` a new UUID, `repeat:x:1000` a long text. `{"$raw": TEXT}` stands for that text in the
/// message, JSON or not; the members of `$all` are members of the object that it stands in.
public final class Scope {
    private final Map<String, JsonNode> variables = new ConcurrentHashMap<>();
    private final AtomicLong ids;

    /// @param row what the check brings
    /// @param ids the last message id used on the check's links
    public Scope(Map<String, JsonNode> row, AtomicLong ids) {
        row.forEach(variables::put);
        this.ids = ids;
    }

    /// A scope without a link.
    public static Scope of(Map<String, JsonNode> row) {
        return new Scope(row, new AtomicLong());
    }

    /// Sets a variable.
    public void set(String name, JsonNode value) {
        variables.put(name, value);
    }

    /// A variable's value, made when its name says how.
    public JsonNode value(String name) {
        return variables.computeIfAbsent(name, this::make);
    }

    private JsonNode make(String name) {
        String[] parts = name.split(":", 3);
        return switch (parts[0]) {
            case "id" -> new LongNode(ids.incrementAndGet());
            case "uuid" -> new TextNode(UUID.randomUUID().toString());
            case "now" -> new LongNode(System.currentTimeMillis());
            case "repeat" -> new TextNode(parts[1].repeat(Integer.parseInt(parts[2])));
            default -> throw new IllegalArgumentException("no variable ${" + name + "}");
        };
    }

    /// The same JSON with every variable filled in.
    public JsonNode fill(JsonNode json) {
        if (json.isTextual()) {
            return text(json.textValue());
        }
        if (json instanceof ArrayNode array) {
            ArrayNode filled = Library.JSON.createArrayNode();
            array.forEach(item -> filled.add(fill(item)));
            return filled;
        }
        if (json instanceof ObjectNode object) {
            if (object.has("$raw")) {
                String raw = fill(object.path("$raw")).asText();
                return new POJONode(new RawValue(raw));
            }
            ObjectNode filled = Library.JSON.createObjectNode();
            object.properties()
                    .forEach(e -> filled.set(text(e.getKey()).asText(), fill(e.getValue())));
            if (filled.remove("$all") instanceof ObjectNode more) {
                filled.setAll(more);
            }
            return filled;
        }
        return json;
    }

    /// Innermost first, and what a variable's value refers to after that.
    private JsonNode text(String text) {
        int to = text.indexOf('}', Math.max(0, text.indexOf("${")));
        int from = to < 0 ? -1 : text.lastIndexOf("${", to);
        if (from < 0) {
            return new TextNode(text);
        }
        JsonNode value = fill(value(text.substring(from + 2, to)));
        if (from == 0 && to == text.length() - 1) {
            return value;
        }
        String plain = value.isValueNode() ? value.asText() : value.toString();
        return text(text.substring(0, from) + plain + text.substring(to + 1));
    }
}
