package dev.hera.conformance.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Play;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.RandomJson;
import dev.hera.conformance.script.Scope;
import dev.hera.conformance.socket.Heard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One conversation made up from a seed: calls alone and in batches, text and binary, in parts,
/// with nonsense, notes and cancels between them. Whatever was said, every call is answered once,
/// with what belongs to it. One thread.
final class RandomCalls {
    private static final int SENTENCES = 40;
    private static final int MOST_NONSENSE = 5;
    private static final String[] NONSENSE = {
        "{", "[]", "1", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"1.0\",\"method\":\"x\"}", "\"\""
    };
    private static final Scope NOTHING = Scope.of(Map.of());

    private final Random random;
    private final RandomJson json;
    private final Peer peer;
    private final Map<Long, String> echoes = new HashMap<>();
    private final Map<Long, JsonNode> results = new HashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private long lastId;
    private int nonsense;

    RandomCalls(long seed, Peer peer) {
        this.random = new Random(seed);
        this.json = new RandomJson(random);
        this.peer = peer;
    }

    void run() throws InterruptedException {
        for (int i = 0; i < SENTENCES; i++) {
            say();
        }
        for (Map.Entry<Long, String> echo : echoes.entrySet()) {
            ObjectNode wanted = wanted(echo.getKey());
            wanted.putObject("result").put("status", 200).put("load", "$object");
            Play.sameBytes(echo.getValue(), answer(wanted).frame());
        }
        for (Map.Entry<Long, JsonNode> one : results.entrySet()) {
            ObjectNode wanted = wanted(one.getKey());
            wanted.setAll((ObjectNode) one.getValue());
            Seen _ = answer(wanted);
        }
        nothingTwice();
    }

    private Seen answer(ObjectNode wanted) throws InterruptedException {
        return peer.expect(wanted, NOTHING, Patience.USUAL.multipliedBy(2));
    }

    private static ObjectNode wanted(long id) {
        return Library.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    }

    private void nothingTwice() throws InterruptedException {
        ObjectNode last = ask("hera.status", ++lastId);
        peer.send(last);
        ObjectNode wanted = wanted(lastId);
        wanted.putObject("result").put("seq", "$positive");
        Seen _ = answer(wanted);
        for (Seen seen : peer.leftovers()) {
            long id = seen.json().path("id").asLong(-1);
            if (id >= 0 && !cancelled.contains(id) && !seen.json().has("method")) {
                throw new Mismatch("answered twice, or never asked: " + seen.json());
            }
        }
    }

    private void say() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> send(echo());
            case 3, 4 -> batch();
            case 5 -> send(sleep());
            case 6 -> send(sum());
            case 7 -> cancel();
            case 8 -> send(unknown());
            default -> nonsense();
        }
    }

    private void send(JsonNode message) {
        byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        Heard.Kind kind = random.nextBoolean() ? Heard.Kind.TEXT : Heard.Kind.BINARY;
        peer.sendAs(kind, bytes, random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1);
    }

    private void batch() {
        List<JsonNode> messages = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            messages.add(random.nextInt(4) == 0 ? sum() : echo());
        }
        ArrayNode batch = Library.JSON.createArrayNode();
        messages.forEach(batch::add);
        send(batch);
    }

    private ObjectNode echo() {
        String body = json.value(4);
        ObjectNode said = Library.JSON.createObjectNode();
        said.put("endpoint", "POST /conformance/echo");
        said.set("body", new POJONode(new RawValue(body)));
        echoes.put(++lastId, body);
        return Tricks.call(said, new LongNode(lastId));
    }

    private ObjectNode sum() {
        int a = random.nextInt(1000);
        int b = random.nextInt(1000);
        ObjectNode said = Library.JSON.createObjectNode();
        said.put("endpoint", "conformance.subtract").put("path", "");
        said.putArray("body").add(a).add(b);
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.putObject("result").put("body", a - b);
        results.put(++lastId, wanted);
        return Tricks.call(said, new LongNode(lastId));
    }

    private ObjectNode sleep() {
        int ms = random.nextInt(40);
        ObjectNode said = Library.JSON.createObjectNode();
        said.put("endpoint", "POST /conformance/sleep").putObject("body").put("ms", ms);
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.putObject("result").putObject("body").put("slept", ms);
        results.put(++lastId, wanted);
        return Tricks.call(said, new LongNode(lastId));
    }

    /// Of a call that may have ended, or of none: its answer may come or not.
    private void cancel() {
        long id = lastId == 0 ? 99 : 1 + random.nextLong(lastId);
        cancelled.add(id);
        echoes.remove(id);
        results.remove(id);
        ObjectNode note = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        note.put("method", "hera.cancel").putObject("params").put("id", id);
        send(note);
    }

    private ObjectNode unknown() {
        if (random.nextBoolean()) {
            ObjectNode note = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
            note.put("method", "hera.future").set("params", new POJONode(new RawValue("[{}]")));
            return note;
        }
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.putObject("error").put("code", -32601);
        results.put(++lastId, wanted);
        return ask("hera.future", lastId);
    }

    private static ObjectNode ask(String method, long id) {
        ObjectNode ask = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        return ask.put("id", id).put("method", method);
    }

    private void nonsense() {
        if (++nonsense <= MOST_NONSENSE) {
            byte[] bytes =
                    NONSENSE[random.nextInt(NONSENSE.length)].getBytes(StandardCharsets.UTF_8);
            peer.sendAs(Heard.Kind.BINARY, bytes, 1);
        }
    }
}
