package dev.hera.wire.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// Walks two JSON values side by side; one thread.
///
/// Elements of an array are compared by their place and named `[*]`, so that a field that differs
/// in each element is one path. Numbers are equal when their values are: 1.0 and 1.
public final class JsonWalk {
    /// Texts that are the same only when they are equal.
    public static final BiPredicate<String, String> EXACTLY = String::equals;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final int MOST = 100;

    private final BiPredicate<String, String> alike;
    private final List<Difference> found = new ArrayList<>();
    private final Set<String> paths = new LinkedHashSet<>();

    private JsonWalk(BiPredicate<String, String> alike) {
        this.alike = alike;
    }

    /// Where they differ, each path once, at most 100 paths.
    ///
    /// @param alike which texts of then and now are as good as equal
    /// @throws IllegalArgumentException when one of them is no JSON
    public static List<Difference> differences(
            byte[] was, byte[] now, BiPredicate<String, String> alike) {
        try {
            JsonWalk walk = new JsonWalk(alike);
            walk.compare("$", JSON.readTree(text(was)), JSON.readTree(text(now)));
            return walk.found;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is compared is no JSON", e);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private void compare(String path, JsonNode was, JsonNode now) {
        if (was.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            was.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(path + '.' + name, was.path(name), now.path(name));
            }
        } else if (was.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(was.size(), now.size()); i++) {
                compare(path + "[*]", was.path(i), now.path(i));
            }
        } else if (!isEqual(was, now) && paths.size() < MOST && paths.add(path)) {
            found.add(new Difference(path, text(was), text(now)));
        }
    }

    private boolean isEqual(JsonNode was, JsonNode now) {
        if (was.isNumber() && now.isNumber()) {
            return was.decimalValue().compareTo(now.decimalValue()) == 0;
        }
        return was.equals(now)
                || (was.isTextual() && now.isTextual() && alike.test(was.asText(), now.asText()));
    }

    private static String text(JsonNode node) {
        return node instanceof MissingNode ? Difference.ABSENT : node.toString();
    }
}
