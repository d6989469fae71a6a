package dev.hera.broker.admin.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Endpoint;

import java.util.List;

/// Writes all JSON-RPC methods as the one operation that they are for HTTP.
///
/// What OpenAPI has no word for, which method takes and gives what, stands in `x-hera-methods` too.
final class RpcOperation {
    private static final int MOST_IN_A_BATCH = 100;

    private final Components components;

    RpcOperation(Components components) {
        this.components = components;
    }

    void write(ObjectNode json, List<Endpoint> methods) {
        json.put("operationId", "rpc").put("summary", "JSON-RPC 2.0, single and batch");
        ObjectNode calls = JsonNodeFactory.instance.objectNode();
        ArrayNode each = calls.putArray("anyOf");
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        for (Endpoint method : methods) {
            AnnouncedSchema schema = AnnouncedSchema.of(method);
            String home = components.take("rpc." + method.name(), schema);
            each.add(call(method, schema, home));
            ObjectNode detail = details.putObject(method.name());
            if (!schema.summary().isEmpty()) {
                detail.put("summary", schema.summary());
            }
            detail.set("params", schema.part("body", home));
            detail.set("result", schema.part("answer", home));
            RestOperation.promises(detail, method);
        }
        ObjectNode call = components.named("RpcCall", calls);
        RestOperation.content(json.putObject("requestBody").put("required", true), oneOrMany(call));
        ObjectNode responses = json.putObject("responses");
        ObjectNode answered = responses.putObject("200");
        answered.put("description", "the answer, or an array of them");
        Components.answerHeaders(answered);
        RestOperation.content(answered, oneOrMany(components.named("RpcAnswer", answer())));
        ObjectNode nothing = responses.putObject("204");
        nothing.put("description", "notifications only: nothing is answered");
        Components.answerHeaders(nothing);
        responses.putObject("default").put("$ref", Components.PROBLEM);
        json.set("x-hera-methods", details);
    }

    private ObjectNode call(Endpoint method, AnnouncedSchema schema, String home) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.put("type", "object");
        ObjectNode members = call.putObject("properties");
        members.putObject("jsonrpc").put("const", "2.0");
        members.putObject("method").put("const", method.name());
        members.set("params", schema.part("body", home));
        id(members.putObject("id"));
        call.putArray("required").add("jsonrpc").add("method");
        return components.named("rpc." + Components.plain(method.name()) + ".call", call);
    }

    private static void id(ObjectNode schema) {
        schema.putArray("type").add("string").add("number").add("null");
    }

    private static ObjectNode oneOrMany(ObjectNode one) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        ObjectNode many = JsonNodeFactory.instance.objectNode().put("type", "array");
        many.put("minItems", 1).put("maxItems", MOST_IN_A_BATCH).set("items", one.deepCopy());
        either.putArray("anyOf").add(one).add(many);
        return either;
    }

    private static ObjectNode answer() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("type", "object");
        ObjectNode members = answer.putObject("properties");
        members.putObject("jsonrpc").put("const", "2.0");
        id(members.putObject("id"));
        members.putObject("result");
        ObjectNode error = members.putObject("error").put("type", "object");
        ObjectNode said = error.putObject("properties");
        said.putObject("code").put("type", "integer");
        said.putObject("message").put("type", "string");
        said.set("data", Components.reference(Components.SCHEMAS + "Problem"));
        error.putArray("required").add("code").add("message");
        answer.putArray("required").add("jsonrpc").add("id");
        return answer;
    }
}
