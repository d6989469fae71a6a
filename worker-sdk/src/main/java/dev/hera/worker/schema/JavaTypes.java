package dev.hera.worker.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;

import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Reply;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/// Java types as JSON Schema 2020-12, as Jackson writes them. One object an endpoint; one thread.
final class JavaTypes {
    private static final Logger LOG = LoggerFactory.getLogger(JavaTypes.class);

    /// They say nothing of what is inside.
    private static final Set<Class<?>> ANY =
            Set.of(Object.class, Reply.class, Context.class, Void.class);

    private final SchemaBuilder builder = Generator.ALL.buildMultipleSchemaDefinitions();

    /// Made when the first type is asked for: most workers of lambdas never do.
    private static final class Generator {
        static final SchemaGenerator ALL = new SchemaGenerator(config().build());
    }

    private static SchemaGeneratorConfigBuilder config() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                Json.fresh(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                new JacksonModule(
                                        JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                                        JacksonOption.RESPECT_JSONPROPERTY_ORDER,
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                        .with(
                                Option.EXTRA_OPEN_API_FORMAT_VALUES,
                                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                                Option.FLATTENED_OPTIONALS)
                        .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral().withCustomDefinitionProvider(JavaTypes::ours);
        config.forFields().withNullableCheck(JavaTypes::isNullable);
        return config;
    }

    /// What Jackson writes otherwise than its fields say.
    private static @Nullable CustomDefinition ours(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode node = context.getGeneratorConfig().createObjectNode();
        if (ANY.contains(raw) || JsonNode.class.isAssignableFrom(raw)) {
            return inline(node);
        }
        return raw == byte[].class
                ? inline(node.put("type", "string").put("contentEncoding", "base64"))
                : null;
    }

    private static CustomDefinition inline(ObjectNode node) {
        return new CustomDefinition(
                node,
                CustomDefinition.DefinitionType.INLINE,
                CustomDefinition.AttributeInclusion.NO);
    }

    /// Any annotation called `Nullable` says so, on the field or on its type.
    private static boolean isNullable(FieldScope field) {
        var raw = field.getRawMember();
        return Stream.concat(
                        Arrays.stream(raw.getAnnotations()),
                        Arrays.stream(raw.getAnnotatedType().getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }

    /// The schema of a type; what the type refers to is among the [#definitions].
    ObjectNode schema(Type type) {
        try {
            return builder.createSchemaReference(type);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("type {} has no schema, it is announced as any JSON", type, e);
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /// What the schemas made so far refer to, by name; to be asked once, at the end.
    ObjectNode definitions() {
        return builder.collectDefinitions("$defs");
    }
}
