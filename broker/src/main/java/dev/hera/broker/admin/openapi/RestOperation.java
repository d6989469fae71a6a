package dev.hera.broker.admin.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes one REST endpoint as an operation.
final class RestOperation {
    private static final Set<String> WITHOUT_BODY = Set.of("get", "head", "delete", "trace");

    private final Endpoint endpoint;
    private final AnnouncedSchema schema;
    private final String home;

    RestOperation(Endpoint endpoint, Components components) {
        this.endpoint = endpoint;
        this.schema = AnnouncedSchema.of(endpoint);
        this.home = components.take(endpoint.name(), schema);
    }

    /// @param path as the document has it; its segments may have other names than announced
    void write(ObjectNode json, Template path) {
        json.put("operationId", endpoint.name());
        if (!schema.summary().isEmpty()) {
            json.put("summary", schema.summary());
        }
        parameters(json.putArray("parameters"), path);
        if (!WITHOUT_BODY.contains(endpoint.method().toLowerCase(Locale.ROOT))) {
            content(json.putObject("requestBody"), schema.part("body", home));
        }
        ObjectNode responses = json.putObject("responses");
        if (endpoint.accept().isOn()) {
            ObjectNode accepted = responses.putObject("202");
            accepted.put("description", "kept, and delivered later");
            Components.answerHeaders(accepted);
        }
        ObjectNode answer = responses.putObject("200");
        answer.put("description", "what the handler answered");
        Components.answerHeaders(answer);
        content(answer, schema.part("answer", home));
        responses.putObject("default").put("$ref", Components.PROBLEM);
        promises(json, endpoint);
    }

    private void parameters(ArrayNode parameters, Template path) {
        List<String> announced = Template.of(endpoint.path()).names();
        List<String> shown = path.names();
        for (int i = 0; i < shown.size(); i++) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", shown.get(i)).put("in", "path").put("required", true);
            parameter.set("schema", schema.param(announced.get(i), home));
        }
        List<String> required = new ArrayList<>();
        schema.params().path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> one : schema.params().path("properties").properties()) {
            if (!announced.contains(one.getKey())) {
                ObjectNode parameter = parameters.addObject();
                parameter.put("name", one.getKey()).put("in", "query");
                parameter.put("required", required.contains(one.getKey()));
                parameter.set("schema", schema.param(one.getKey(), home));
            }
        }
    }

    static void content(ObjectNode holder, JsonNode schema) {
        holder.putObject("content").putObject("application/json").set("schema", schema);
    }

    /// What the worker promised of it.
    static void promises(ObjectNode json, Endpoint endpoint) {
        json.putObject("x-hera")
                .put("accept", endpoint.accept().isOn())
                .put("record", endpoint.record().name().toLowerCase(Locale.ROOT))
                .put("idempotent", endpoint.idempotent())
                .put("timeoutMs", endpoint.timeout().toMillis())
                .put("maxInFlight", endpoint.maxInFlight());
    }
}
