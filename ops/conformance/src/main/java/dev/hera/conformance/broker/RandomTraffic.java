package dev.hera.conformance.broker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.RandomJson;
import dev.hera.conformance.script.Scope;
import dev.hera.wire.Body;
import dev.hera.wire.Frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Traffic made up from a seed: callers at once, whose calls the worker answers in any order, alone
/// and in batches, some twice, with replies to nothing between them. Every caller is told what
/// belongs to his own call. One thread.
final class RandomTraffic {
    private static final int CALLS = 30;
    private static final Scope NOTHING = Scope.of(Map.of());
    private final Random random;
    private final RandomJson json;
    private final BrokerStage stage;
    private final String path;
    private final Target target;
    private int strays;

    RandomTraffic(long seed, BrokerStage stage, Target target, String name) {
        this.random = new Random(seed);
        this.json = new RandomJson(random);
        this.stage = stage;
        this.target = target;
        this.path = "/conformance/" + name;
    }

    void run() throws InterruptedException {
        Scope scope = Scope.of(Map.of());
        stage.prepare(scope);
        ObjectNode step = Library.JSON.createObjectNode();
        step.putArray("announce")
                .addObject()
                .put("method", "POST")
                .put("path", path)
                .put("record", "off");
        stage.perform("announce", step, scope);
        Map<Told, String> callers = new HashMap<>();
        for (int i = 0; i < CALLS; i++) {
            String body = json.value(3);
            ObjectNode said = Library.JSON.createObjectNode().put("path", path).put("json", body);
            callers.put(Told.call(target, said), body);
        }
        answer(heard());
        for (Map.Entry<Told, String> caller : callers.entrySet()) {
            String told = caller.getKey().text(Patience.USUAL.multipliedBy(2));
            if (!told.equals(caller.getValue())) {
                throw new Mismatch(
                        "a caller was told %s, not %s".formatted(told, caller.getValue()));
            }
        }
    }

    private List<ObjectNode> heard() throws InterruptedException {
        ObjectNode wanted = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
        wanted.put("method", "POST " + path);
        List<ObjectNode> replies = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Seen seen = stage.peer("a").expect(wanted, NOTHING, Patience.USUAL.multipliedBy(2));
            Body body = seen.frame() instanceof Frame.Invoke call ? call.body() : Body.NONE;
            ObjectNode reply = Library.JSON.createObjectNode().put("jsonrpc", "2.0");
            reply.set("id", seen.json().path("id"));
            String text = new String(body.toBytes(), StandardCharsets.UTF_8);
            reply.putObject("result")
                    .put("status", 200)
                    .set("body", new POJONode(new RawValue(text)));
            replies.add(reply);
        }
        return replies;
    }

    private void answer(List<ObjectNode> replies) throws InterruptedException {
        Peer peer = stage.peer("a");
        Collections.shuffle(replies, random);
        int at = 0;
        while (at < replies.size()) {
            int to = Math.min(replies.size(), at + 1 + random.nextInt(6));
            ArrayNode batch = Library.JSON.createArrayNode();
            replies.subList(at, to).forEach(batch::add);
            if (strays < 10 && random.nextInt(3) == 0) {
                strays++;
                batch.add(random.nextBoolean() ? batch.get(0) : stray());
            }
            peer.send(batch.size() == 1 ? batch.get(0) : batch);
            at = to;
        }
    }

    private static ObjectNode stray() {
        ObjectNode reply =
                Library.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7_000_000);
        reply.putObject("result").put("status", 200).put("body", "nobody's");
        return reply;
    }
}
