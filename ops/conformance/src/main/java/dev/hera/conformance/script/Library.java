package dev.hera.conformance.script;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the files of checks.
///
/// A file is `{"chapter", "cases": [{"name", "each", "setting", "steps"}]}`. The rows of `each`
/// are objects, or plain values that become the variable `it`; comments may stand in it.
public final class Library {
    /// How everything here is read: numbers keep every digit.
    public static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.ALLOW_COMMENTS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Library() {}

    /// The checks of one side, all files that its index names.
    ///
    /// @param side `worker` or `broker`, a folder beside this package
    public static List<Script> of(String side) {
        List<Script> scripts = new ArrayList<>();
        int group = 0;
        String folder = "/dev/hera/conformance/" + side + "/";
        for (JsonNode file : read(folder + "index.json")) {
            JsonNode chapter = read(folder + file.asText());
            for (JsonNode one : chapter.path("cases")) {
                scripts.addAll(rows(group++, chapter.path("chapter").asText(), one));
            }
        }
        return scripts;
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Library.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the suite has no file " + resource);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static List<Script> rows(int group, String chapter, JsonNode one) {
        List<JsonNode> steps = new ArrayList<>();
        one.path("steps").forEach(steps::add);
        if (!one.has("each")) {
            String name = one.path("name").asText();
            return List.of(new Script(group, chapter, name, one.path("setting"), Map.of(), steps));
        }
        List<Script> scripts = new ArrayList<>();
        for (JsonNode row : one.path("each")) {
            Map<String, JsonNode> variables = variables(row);
            String name = name(one.path("name").asText(), variables);
            scripts.add(new Script(group, chapter, name, one.path("setting"), variables, steps));
        }
        return scripts;
    }

    /// What a value itself refers to stays as it is written.
    private static String name(String pattern, Map<String, JsonNode> variables) {
        String name = pattern;
        for (Map.Entry<String, JsonNode> one : variables.entrySet()) {
            JsonNode value = one.getValue();
            String text = value.isTextual() ? value.asText() : value.toString();
            name = name.replace("${" + one.getKey() + "}", text);
        }
        return name;
    }

    private static Map<String, JsonNode> variables(JsonNode row) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        if (row.isObject()) {
            row.properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
        } else {
            variables.put("it", row);
        }
        variables.putIfAbsent("it", MissingNode.getInstance());
        return variables;
    }
}
