package dev.hera.broker.admin.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/// What several operations of one document share: the security scheme, the platform's errors, and
/// the schemas that workers announced, each under a name of its own.
final class Components {
    static final String SCHEMAS = "#/components/schemas/";
    static final String PROBLEM = "#/components/responses/Problem";

    private final ObjectNode json;
    private final ObjectNode schemas;

    Components(ObjectNode json) {
        this.json = json;
        this.schemas = json.putObject("schemas");
        json.putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "a token with scope `call`; see `hera token create`");
        problem();
        headers();
    }

    /// A name that a component may have.
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /// Takes an endpoint's definitions in, and says where they are now.
    ///
    /// @return the beginning of a reference to one of them
    String take(String endpoint, AnnouncedSchema schema) {
        String prefix = plain(endpoint) + '.';
        String home = SCHEMAS + prefix;
        schema.definitions(home).forEach((name, one) -> schemas.set(prefix + plain(name), one));
        return home;
    }

    /// Gives a schema a name of its own.
    ///
    /// @return a reference to it
    ObjectNode named(String name, JsonNode schema) {
        schemas.set(name, schema);
        return reference(SCHEMAS + name);
    }

    static ObjectNode reference(String to) {
        return JsonNodeFactory.instance.objectNode().put("$ref", to);
    }

    private void problem() {
        ObjectNode response = json.putObject("responses").putObject("Problem");
        response.put("description", "an error of the platform, RFC 9457");
        answerHeaders(response);
        response.putObject("content")
                .putObject("application/problem+json")
                .set("schema", reference(SCHEMAS + "Problem"));
        ObjectNode schema = schemas.putObject("Problem").put("type", "object");
        ObjectNode members = schema.putObject("properties");
        for (String text : List.of("type", "title", "detail")) {
            members.putObject(text).put("type", "string");
        }
        members.putObject("uuid").put("type", "string").put("format", "uuid");
        members.putObject("status").put("type", "integer");
        outcome(members.putObject("outcome"));
        members.putObject("candidates").put("type", "object");
        ArrayNode required = schema.putArray("required");
        List.of("type", "title", "status", "detail", "outcome").forEach(required::add);
    }

    private static void outcome(ObjectNode schema) {
        ArrayNode words = schema.put("type", "string").putArray("enum");
        List.of("answered", "accepted", "not-executed", "unknown").forEach(words::add);
    }

    private void headers() {
        ObjectNode headers = json.putObject("headers");
        ObjectNode uuid = headers.putObject("X-Request-UUID");
        uuid.put("description", "the call's id, made by the platform");
        uuid.putObject("schema").put("type", "string").put("format", "uuid");
        ObjectNode outcome = headers.putObject("Hera-Outcome");
        outcome.put("description", "what became of the call");
        outcome(outcome.putObject("schema"));
    }

    /// What every answer of the platform carries.
    static void answerHeaders(ObjectNode response) {
        ObjectNode headers = response.putObject("headers");
        for (String name : List.of("X-Request-UUID", "Hera-Outcome")) {
            headers.set(name, reference("#/components/headers/" + name));
        }
    }
}
