package dev.hera.conformance.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Play;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.play.Stage;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Pattern;
import dev.hera.conformance.script.Scope;
import dev.hera.conformance.socket.Dial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The workers and callers of one check, and what only they can do; the check's thread.
///
/// Its own steps: `dial` and `refused`, `greet`, `announce`, `caller` and `told`, `called`, `reply`
/// and `fail`, `alive`.
final class BrokerStage implements Stage {
    private final Target target;
    private final String name;
    private final JsonNode setting;
    private final Map<String, ScriptedWorker> workers = new LinkedHashMap<>();
    private final Map<String, Told> callers = new LinkedHashMap<>();
    private int generation;

    /// @param name the check's own, part of its endpoints
    BrokerStage(Target target, String name, JsonNode setting) throws InterruptedException {
        this.target = target;
        this.name = name;
        this.setting = setting;
        if (!isByHand("greeting")) {
            JsonNode usual = Library.JSON.createObjectNode();
            for (JsonNode one : setting.path("workers")) {
                greet(one.asText(), usual);
            }
            if (!setting.has("workers")) {
                greet("a", usual);
            }
        }
    }

    private boolean isByHand(String what) {
        return setting.path(what).asText().equals("by hand");
    }

    private boolean isMute(String worker) {
        return setting.path("mute").toString().contains('"' + worker + '"');
    }

    @Override
    public void prepare(Scope scope) {
        scope.set("case", new TextNode(name));
        scope.set("service", new TextNode(target.service()));
        scope.set("binding", new TextNode(target.node().binding()));
        scope.set("generation", new IntNode(++generation));
    }

    @Override
    public Peer peer(String worker) throws InterruptedException {
        return worker(worker).peer();
    }

    private ScriptedWorker worker(String worker) throws InterruptedException {
        ScriptedWorker.Manners manners =
                isByHand("status") || isMute(worker)
                        ? ScriptedWorker.Manners.BY_HAND
                        : ScriptedWorker.Manners.POLITE;
        ScriptedWorker known = workers.get(worker);
        if (known == null) {
            known = ScriptedWorker.dial(target, manners);
            workers.put(worker, known);
        }
        return known;
    }

    private void greet(String worker, JsonNode wrong) throws InterruptedException {
        String instance = wrong.path("instance").asText(name + '-' + worker);
        JsonNode welcome = worker(worker).greet(instance, wrong);
        JsonNode wanted = wrong.path("wanted");
        if (wanted.isMissingNode() && welcome.has("error")) {
            throw new Mismatch("the worker is not let in: " + welcome);
        }
        if (!wanted.isMissingNode()) {
            compare(wanted, welcome, Scope.of(Map.of()));
        }
    }

    @Override
    public void perform(String verb, JsonNode step, Scope scope) throws InterruptedException {
        String on = step.path("on").asText("a");
        JsonNode value = step.path(verb);
        switch (verb) {
            case "dial" -> dial(value, step.path("wanted"));
            case "upgrade" -> upgrade(on, value);
            case "greet" -> greet(on, value);
            case "announce" -> announce(on, step, scope);
            case "caller" -> callers.put(id(step), Told.call(target, value));
            case "told" -> told(step, scope);
            case "called" -> called(on, step, scope);
            case "reply" -> reply(on, "result", step, scope);
            case "fail" -> reply(on, "error", step, scope);
            case "vitals" -> peer(on).send(vitals(value));
            case "alive" -> alive(peer(on), scope);
            case "status" -> status(on, value);
            case "many" -> many(on, step, scope);
            case "notes" -> peer(on).send(notes(value.asInt()));
            case "pings" -> pings(peer(on), value.asInt());
            default -> throw new IllegalArgumentException("no step " + verb);
        }
    }

    private static String id(JsonNode step) {
        return step.path("id").asText("call");
    }

    private void dial(JsonNode headers, JsonNode wanted) {
        List<String> lines = new ArrayList<>();
        headers.forEach(line -> lines.add(line.asText()));
        int status =
                switch (ScriptedWorker.dial(target, lines)) {
                    case Dial.Opened opened -> {
                        opened.socket().cut();
                        yield 101;
                    }
                    case Dial.Refused refused -> refused.answer().status();
                };
        compare(wanted, new IntNode(status), Scope.of(Map.of()));
    }

    private void upgrade(String on, JsonNode wanted) throws InterruptedException {
        ObjectNode headers = Library.JSON.createObjectNode();
        worker(on).upgrade().headers().forEach(headers::put);
        compare(wanted, headers, Scope.of(Map.of()));
    }

    private void announce(String on, JsonNode step, Scope scope) throws InterruptedException {
        JsonNode id = scope.value("id:" + UUID.randomUUID());
        ObjectNode ask = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        ask.put("method", "hera.announce").set("id", id);
        ObjectNode params = ask.putObject("params");
        params.put("generation", step.path("generation").asInt(generation));
        params.set("endpoints", step.path("announce"));
        peer(on).send(ask);
        ObjectNode wanted = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        wanted.set("id", id);
        if (step.has("wanted")) {
            wanted.setAll((ObjectNode) step.path("wanted"));
        } else {
            wanted.putObject("result").put("accepted", step.path("announce").size());
        }
        Seen _ = peer(on).expect(wanted, scope, Patience.within(step));
    }

    private void told(JsonNode step, Scope scope) throws InterruptedException {
        Told told = callers.get(id(step));
        if (told == null) {
            throw new IllegalArgumentException("no caller " + id(step));
        }
        compare(step.path("told"), told.json(Patience.within(step)), scope);
        if (step.has("bytes") && !told.text(Patience.USUAL).equals(step.path("bytes").asText())) {
            throw new Mismatch("the body is " + told.text(Patience.USUAL));
        }
    }

    /// A call has come: its id is kept under the step's `id`.
    private void called(String on, JsonNode step, Scope scope) throws InterruptedException {
        ObjectNode wanted = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        wanted.put("id", "$=" + id(step));
        wanted.put("method", step.path("endpoint").asText("POST /conformance/" + name));
        wanted.set("params", step.path("called"));
        Seen seen = peer(on).expect(wanted, scope, Patience.within(step));
        scope.set(id(step), seen.json().path("id"));
        if (step.has("bytes")) {
            Play.sameBytes(step.path("bytes").asText(), seen.frame());
        }
    }

    private void reply(String on, String member, JsonNode step, Scope scope)
            throws InterruptedException {
        ObjectNode reply = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", scope.value(id(step)));
        reply.set(member, step.path(member.equals("result") ? "reply" : "fail"));
        peer(on).send(reply);
    }

    private void status(String on, JsonNode id) throws InterruptedException {
        ObjectNode reply = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", id);
        peer(on).send(reply.set("result", ScriptedWorker.vitals(1)));
    }

    /// Announces so many endpoints.
    private void many(String on, JsonNode step, Scope scope) throws InterruptedException {
        ObjectNode announcement = step.deepCopy();
        ArrayNode endpoints = announcement.putArray("announce");
        for (int i = 0; i < step.path("many").asInt(); i++) {
            endpoints.addObject().put("rpc", "conformance." + name + '.' + i);
        }
        announce(on, announcement, scope);
    }

    private static ArrayNode notes(int count) {
        ArrayNode batch = Library.JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            batch.addObject().put("jsonrpc", "2.0").put("method", "hera.future");
        }
        return batch;
    }

    private static void pings(Peer peer, int count) {
        for (int i = 0; i < count; i++) {
            peer.socket().ping(new byte[] {(byte) i});
        }
    }

    private static JsonNode vitals(JsonNode changes) {
        ObjectNode note = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        ObjectNode params = ScriptedWorker.vitals(1_000_000);
        params.setAll((ObjectNode) changes);
        return note.put("method", "hera.vitals").set("params", params);
    }

    private static void alive(Peer peer, Scope scope) throws InterruptedException {
        JsonNode id = scope.value("id:" + UUID.randomUUID());
        ObjectNode ask = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        ask.put("method", "hera.future").set("id", id);
        peer.send(ask);
        ObjectNode wanted = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        wanted.set("id", id);
        wanted.putObject("error").put("code", -32601);
        Seen _ = peer.expect(wanted, scope, Patience.USUAL);
    }

    private static void compare(JsonNode wanted, JsonNode is, Scope scope) {
        String difference = new Pattern(scope).difference(wanted, is);
        if (!difference.isEmpty()) {
            throw new Mismatch(difference);
        }
    }

    @Override
    public void close() {
        workers.values().forEach(ScriptedWorker::close);
    }
}
