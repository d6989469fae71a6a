package dev.hera.worker.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Path, query and body of one call, each read when first asked for; used by its
/// thread only.
///
/// Where a name stands in several, the path wins over the query and the query over the body: what
/// was checked at the door cannot be replaced by what was not.
final class Inputs {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Frame.Invoke call;
    private final Map<String, String> path;
    private @Nullable Map<String, List<String>> query;
    private @Nullable JsonNode tree;
    private @Nullable Map<String, List<String>> form;

    Inputs(Frame.Invoke call, Map<String, String> path) {
        this.call = call;
        this.path = path;
    }

    Map<String, String> path() {
        return path;
    }

    Map<String, List<String>> query() {
        Map<String, List<String>> known = query;
        if (known == null) {
            known = Percent.pairs(call.query(), "query");
            query = known;
        }
        return known;
    }

    JsonNode tree() {
        JsonNode known = tree;
        if (known == null) {
            known = read();
            tree = known;
        }
        return known;
    }

    private JsonNode read() {
        if (!(call.body() instanceof Body.Json json)) {
            throw new CallException(400, "the body is not JSON");
        }
        try {
            return Json.MAPPER.readTree(json.toBytes());
        } catch (IOException e) {
            throw Misfit.in("the body", e);
        }
    }

    Object body(JavaType type) {
        if (type.hasRawClass(byte[].class)) {
            return call.body().toBytes();
        }
        if (!(call.body() instanceof Body.Json json)) {
            throw new CallException(400, "the body is not JSON");
        }
        try {
            Object value = Json.MAPPER.readerFor(type).readValue(json.toBytes());
            if (value == null) {
                throw new CallException(400, "the body is null");
            }
            return value;
        } catch (IOException e) {
            throw Misfit.in("the body", e);
        }
    }

    /// The value of a name, from path, query or body; empty where no one has it, or it is null.
    Optional<Object> value(String name, JavaType type) {
        String where = "parameter '" + name + "'";
        String segment = path.get(name);
        if (segment != null) {
            return Optional.of(Texts.value(where, List.of(segment), type));
        }
        List<String> texts = query().get(name);
        if (texts == null) {
            texts = form().get(name);
        }
        if (texts != null) {
            return Optional.of(Texts.value(where, texts, type));
        }
        JsonNode member = object().path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Texts.read(where, member, type));
    }

    /// All names with their values; those of path and query are texts.
    ObjectNode merged() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.setAll(object());
        form().forEach((name, texts) -> all.set(name, Texts.node(texts)));
        query().forEach((name, texts) -> all.set(name, Texts.node(texts)));
        path.forEach(all::put);
        return all;
    }

    /// All names, read into a type whose members say what the texts of path and query are.
    Object merged(JavaType type) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.setAll(object());
        Map<String, JavaType> members = Texts.members(type);
        form().forEach((name, texts) -> set(all, name, texts, members));
        query().forEach((name, texts) -> set(all, name, texts, members));
        path.forEach((name, text) -> set(all, name, List.of(text), members));
        return Texts.read("the parameters", all, type);
    }

    private static void set(
            ObjectNode all, String name, List<String> texts, Map<String, JavaType> members) {
        JavaType type = members.get(name);
        if (type != null) {
            all.set(name, Texts.node("parameter '" + name + "'", texts, type));
        }
    }

    private ObjectNode object() {
        return call.body() instanceof Body.Json && tree() instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    private Map<String, List<String>> form() {
        Map<String, List<String>> known = form;
        if (known == null) {
            known =
                    isForm()
                            ? Percent.pairs(
                                    new String(call.body().toBytes(), StandardCharsets.UTF_8),
                                    "body")
                            : Map.of();
            form = known;
        }
        return known;
    }

    private boolean isForm() {
        String type = call.contentType();
        return call.body() instanceof Body.Binary
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(FORM);
    }
}
