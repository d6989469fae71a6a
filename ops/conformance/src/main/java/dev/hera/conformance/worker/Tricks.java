package dev.hera.conformance.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Play;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Scope;
import dev.hera.conformance.socket.Heard;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Steps that are short words for messages which a broker sends: calls, batches of them, and odd
/// ones. The check's thread.
final class Tricks {
    private final Peer peer;
    private final Scope scope;

    Tricks(Peer peer, Scope scope) {
        this.peer = peer;
        this.scope = scope;
    }

    void perform(String verb, JsonNode step) throws InterruptedException {
        JsonNode value = step.path(verb);
        JsonNode id = scope.value("id:" + step.path("id").asText("call"));
        switch (verb) {
            case "call" -> peer.send(call(value, id));
            case "answer" -> answered("result", step, id);
            case "error" -> answered("error", step, id);
            case "batch" -> batch(value.asInt(), step.path("of").asText());
            case "batched" -> batched(value.asInt(), step.path("of").asText());
            case "order" -> order(step);
            case "members" -> members(value.asInt());
            default -> throw new IllegalArgumentException("no step " + verb);
        }
    }

    /// A call with everything that a check does not say filled in.
    static ObjectNode call(JsonNode said, JsonNode id) {
        ObjectNode params = Library.JSON.createObjectNode();
        String endpoint = said.path("endpoint").asText();
        params.put("uuid", UUID.randomUUID().toString()).put("attempt", 1);
        params.put("path", endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("[{}*]", ""));
        params.put("caller", "suite").put("deadlineMs", 20_000);
        params.put("receivedAt", System.currentTimeMillis());
        if (said.has("body")) {
            params.put("contentType", "application/json");
        }
        params.setAll((ObjectNode) said);
        if (said.path("$with") instanceof ObjectNode more) {
            params.setAll(more);
        }
        params.remove("endpoint");
        params.remove("$with");
        ObjectNode call = Library.JSON.createObjectNode();
        call.put("jsonrpc", "2.0").set("id", id);
        call.put("method", endpoint).set("params", params);
        return call;
    }

    private void answered(String member, JsonNode step, JsonNode id) throws InterruptedException {
        String verb = member.equals("result") ? "answer" : "error";
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.put("jsonrpc", "2.0").set("id", id);
        wanted.set(member, step.path(verb));
        Seen seen = peer.expect(wanted, scope, Patience.within(step));
        if (step.has("bytes")) {
            Play.sameBytes(step.path("bytes").asText(), seen.frame());
        }
    }

    /// Whether the link still works: a question for the status and its answer.
    static void alive(Peer peer, Scope scope) throws InterruptedException {
        JsonNode id = scope.value("id:" + UUID.randomUUID());
        ObjectNode ask = Library.JSON.createObjectNode();
        ask.put("jsonrpc", "2.0").put("method", "hera.status").set("id", id);
        peer.send(ask);
        Seen _ = peer.expect(reply(id, "hera.status", 0), scope, Patience.USUAL);
    }

    private void batch(int count, String of) {
        ArrayNode batch = Library.JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            JsonNode id = scope.value("id:batch" + i);
            if (of.isEmpty()) {
                ObjectNode said = Library.JSON.createObjectNode();
                batch.add(call(said.put("endpoint", "POST /conformance/echo").put("body", i), id));
            } else {
                ObjectNode ask = batch.addObject().put("jsonrpc", "2.0").put("method", of);
                ask.set("id", id);
            }
        }
        peer.send(batch);
    }

    private void batched(int count, String of) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            JsonNode id = scope.value("id:batch" + i);
            Seen _ = peer.expect(reply(id, of, i), scope, Patience.USUAL);
        }
    }

    private static ObjectNode reply(JsonNode id, String of, int number) {
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.put("jsonrpc", "2.0").set("id", id);
        ObjectNode result = wanted.putObject("result");
        if (of.isEmpty()) {
            result.put("status", 200).put("body", number);
        } else {
            result.put("seq", "$positive");
        }
        return wanted;
    }

    /// A message whose members stand as the text says, `P` for the params and `I` for the id.
    private void order(JsonNode step) {
        String text =
                step.path("order")
                        .asText()
                        .replace("\"id\":I", "\"id\":" + step.path("id"))
                        .replace("\"params\":P", "\"params\":" + step.path("params"));
        peer.sendAs(Heard.Kind.BINARY, text.getBytes(StandardCharsets.UTF_8), 1);
    }

    private void members(int count) {
        ObjectNode ask = Library.JSON.createObjectNode();
        ask.put("jsonrpc", "2.0").put("method", "hera.status");
        ask.set("id", scope.value("id:members"));
        for (int i = 0; i < count; i++) {
            ask.put("member" + i, i);
        }
        peer.send(ask);
    }
}
