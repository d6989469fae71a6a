package dev.hera.worker.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Endpoint;
import dev.hera.wire.JsonText;
import dev.hera.worker.api.shape.Part;
import dev.hera.worker.api.shape.Shape;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One endpoint's schema as it is announced: `summary`, `params`, `body`, `answer`, and `$defs`
/// that they refer to.
///
/// Params of a JSON-RPC method may come by name or by position, so their schema allows both.
public final class Schemas {
    private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);

    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    private final String endpoint;
    private final Shape shape;
    private final JavaTypes types = new JavaTypes();

    private Schemas(String endpoint, Shape shape) {
        this.endpoint = endpoint;
        this.shape = shape;
    }

    /// The schema; null when nobody says anything, or more than may be announced.
    ///
    /// @param endpoint its name
    public static @Nullable JsonText of(String endpoint, Shape shape) {
        if (shape.equals(Shape.UNSAID)) {
            return null;
        }
        String text = new Schemas(endpoint, shape).written().toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Endpoint.MAX_SCHEMA_BYTES) {
            LOG.warn(
                    "the schema of {} has {} bytes, allowed {}: it is announced without one",
                    endpoint,
                    bytes.length,
                    Endpoint.MAX_SCHEMA_BYTES);
            return null;
        }
        return JsonText.trusted(bytes);
    }

    private ObjectNode written() {
        if (!shape.summary().isEmpty()) {
            schema.put("summary", shape.summary());
        }
        List<Part> parameters = parts(Part.Place.PARAMETER);
        List<Part> members = parts(Part.Place.MEMBER);
        if (!parameters.isEmpty()) {
            schema.set("params", object(parameters));
        }
        if (shape.body() != null) {
            schema.set("body", types.schema(shape.body()));
        } else if (!members.isEmpty()) {
            ObjectNode byName = object(members);
            schema.set("body", isRpc() ? eitherWay(byName, members) : byName);
        }
        Type answer = shape.answer();
        if (answer != null) {
            schema.set("answer", types.schema(answer));
        }
        ObjectNode definitions = types.definitions();
        if (!definitions.isEmpty()) {
            schema.set("$defs", definitions);
        }
        return schema;
    }

    private boolean isRpc() {
        return endpoint.indexOf(' ') < 0;
    }

    private List<Part> parts(Part.Place place) {
        return shape.parts().stream().filter(part -> part.place() == place).toList();
    }

    private ObjectNode object(List<Part> parts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        parts.forEach(part -> properties.set(part.name(), types.schema(part.type())));
        List<Part> needed = parts.stream().filter(Part::required).toList();
        if (!needed.isEmpty()) {
            ArrayNode required = object.putArray("required");
            needed.forEach(part -> required.add(part.name()));
        }
        return object;
    }

    private ObjectNode eitherWay(ObjectNode byName, List<Part> parts) {
        ObjectNode byPlace = JsonNodeFactory.instance.objectNode().put("type", "array");
        ArrayNode items = byPlace.putArray("prefixItems");
        parts.forEach(part -> items.add(types.schema(part.type())));
        byPlace.put("maxItems", parts.size());
        int needed = 1 + lastRequired(parts);
        if (needed > 0) {
            byPlace.put("minItems", needed);
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(byName).add(byPlace);
        return either;
    }

    private static int lastRequired(List<Part> parts) {
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            last = parts.get(i).required() ? i : last;
        }
        return last;
    }
}
