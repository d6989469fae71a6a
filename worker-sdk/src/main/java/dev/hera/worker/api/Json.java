package dev.hera.worker.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.hera.wire.WireVersion;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;

/// How JSON becomes values and values become JSON, the same for every endpoint.
///
/// Nothing is changed on the way in: `1.10` keeps its zero, `1.7` is no `int`, `"7"` is no number,
/// null is no primitive. Members that a type does not know are passed over. Jackson modules on the
/// class path (for `java.time`, `Optional`) are found and used.
public final class Json {
    /// Made once and not changed afterwards, so every thread may use it.
    static final ObjectMapper MAPPER = fresh();

    private Json() {}

    /// A new mapper with these rules, for an author's own use.
    public static ObjectMapper fresh() {
        return JsonMapper.builder(factory())
                .findAndAddModules()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(WireVersion.MAX_BODY_DEPTH)
                                .maxNumberLength(WireVersion.MAX_NUMBER_CHARS)
                                .maxStringLength(WireVersion.MAX_MESSAGE_BYTES)
                                .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder()
                                .maxNestingDepth(WireVersion.MAX_BODY_DEPTH)
                                .build())
                .build();
    }

    /// A value as JSON in UTF-8.
    ///
    /// @throws JsonProcessingException when the value has no form as JSON
    public static byte[] write(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(value);
    }

    /// A value as a tree.
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    @SuppressWarnings("unchecked")
    static <T> Class<T> boxed(Class<T> type) {
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }

    /// A type as the mapper knows it, generic ones too.
    public static JavaType type(Type type) {
        return MAPPER.constructType(type);
    }

    /// A value written as it would be in a query.
    ///
    /// @throws CallException 400 when the text is no value of this type
    public static Object value(String text, JavaType type) {
        return Texts.value("the value", List.of(text), type);
    }
}
