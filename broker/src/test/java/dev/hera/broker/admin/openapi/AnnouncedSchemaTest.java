package dev.hera.broker.admin.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.wire.Endpoint;
import dev.hera.wire.JsonText;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

/// What a worker says of its values is input.
class AnnouncedSchemaTest {
    private static String body(String schema) {
        JsonText text = JsonText.trusted(schema.getBytes(StandardCharsets.UTF_8));
        AnnouncedSchema said = AnnouncedSchema.of(Endpoint.of("x").described(text));
        return said.part("body", "#/there/").toString();
    }

    @Test
    void referencesLeadToTheDocumentsComponents() {
        String said = "{\"body\":{\"items\":[{\"$ref\":\"#/$defs/A b\"}]},\"$defs\":{\"A b\":{}}}";
        assertEquals("{\"items\":[{\"$ref\":\"#/there/A_b\"}]}", body(said));
    }

    @Test
    void whatIsNotDefinedIsAnyJson() {
        assertEquals("{\"items\":{}}", body("{\"body\":{\"items\":{\"$ref\":\"#/$defs/A\"}}}"));
    }

    @Test
    void whatRefersToOtherPlacesIsNoSchema() {
        assertEquals("{}", body("{\"body\":{\"$ref\":\"http://elsewhere/\"}}"));
        assertEquals("{}", body("{\"body\":{\"type\":\"text\"},\"$id\":\"http://elsewhere/\"}"));
        assertEquals("{}", body("{\"body\":{\"items\":[{\"$ref\":\"#/\"}]}}"));
        assertEquals("{}", body("{\"body\":{\"$dynamicRef\":\"#a\"}}"));
        assertEquals("{}", body("{\"body\":{\"$ref\":7}}"));
    }

    @Test
    void whatIsNoSchemaIsAnyJson() {
        assertEquals("{}", body("{\"body\":\"text\"}"));
        assertEquals("{}", body("[]"));
        assertEquals("{}", body("{\"body\":"));
        assertEquals("false", body("{\"body\":false}"));
    }

    @Test
    void aSummaryIsOneShortLine() {
        JsonText text = JsonText.trusted("{\"summary\":[1]}".getBytes(StandardCharsets.UTF_8));
        AnnouncedSchema said = AnnouncedSchema.of(Endpoint.of("x").described(text));
        assertEquals("", said.summary());
        assertEquals("", AnnouncedSchema.of(Endpoint.of("x")).summary());
    }
}
