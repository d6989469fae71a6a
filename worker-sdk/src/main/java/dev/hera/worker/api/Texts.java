package dev.hera.worker.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.ClassUtil;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the texts of path and query into the values that a parameter's type asks for.
///
/// A path knows no types: `7` is a number where a number is wanted and a text where a text is. A
/// text that is not what is wanted, or several where one is wanted, is a 400 that names the place.
final class Texts {
    private Texts() {}

    static Object value(String where, List<String> texts, JavaType type) {
        if (type.hasRawClass(String.class) && texts.size() == 1) {
            return texts.getFirst();
        }
        return read(where, node(where, texts, type), type);
    }

    static Object read(String where, JsonNode node, JavaType type) {
        try {
            Object value = Json.MAPPER.readerFor(type).readValue(node);
            if (value == null) {
                throw new CallException(400, where + " is null");
            }
            return value;
        } catch (IOException e) {
            throw Misfit.in(where, e);
        }
    }

    /// One text as a text, several as an array.
    static JsonNode node(List<String> texts) {
        if (texts.size() == 1) {
            return TextNode.valueOf(texts.getFirst());
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static JsonNode node(String where, List<String> texts, JavaType type) {
        if (type.isContainerType() && !type.hasRawClass(byte[].class)) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            texts.forEach(text -> array.add(scalar(where, text, type.getContentType())));
            return array;
        }
        if (texts.size() > 1) {
            throw new CallException(400, where + " is there " + texts.size() + " times");
        }
        return scalar(where, texts.getFirst(), type);
    }

    private static JsonNode scalar(String where, String text, JavaType type) {
        if (Number.class.isAssignableFrom(boxed(type.getRawClass()))) {
            return number(where, text);
        }
        if (boxed(type.getRawClass()) == Boolean.class) {
            return flag(where, text);
        }
        return TextNode.valueOf(text);
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? ClassUtil.wrapperType(type) : type;
    }

    private static JsonNode number(String where, String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isNumber()) {
                return node;
            }
        } catch (IOException e) {
            throw Misfit.in(where, e);
        }
        throw new CallException(400, where + " is not a number");
    }

    private static JsonNode flag(String where, String text) {
        return switch (text) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw new CallException(400, where + " is neither true nor false");
        };
    }

    /// The members of a record or bean and their types.
    static Map<String, JavaType> members(JavaType type) {
        BeanDescription bean = Json.MAPPER.getDeserializationConfig().introspect(type);
        Map<String, JavaType> members = new HashMap<>();
        for (BeanPropertyDefinition member : bean.findProperties()) {
            members.put(member.getName(), member.getPrimaryType());
        }
        return members;
    }
}
