package dev.hera.conformance.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Scope;
import dev.hera.conformance.socket.Dial;
import dev.hera.conformance.socket.Upgrade;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.scram.ScramWorker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// One worker as the broker sees it, well or badly behaved. The check's thread; the status is told
/// by reflex unless the check does it by hand.
final class ScriptedWorker implements AutoCloseable {
    private static final Scope NOTHING = Scope.of(Map.of());
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol: hera.v1";
    private static final int MOST_DIALS = 30;
    private static final CountDownLatch NOBODY = new CountDownLatch(1);
    private static final AtomicLong REPORTS = new AtomicLong();
    private final Target target;
    private final Peer peer;
    private final Upgrade upgrade;

    /// Who answers the broker's questions for the status.
    enum Manners {
        POLITE,
        BY_HAND
    }

    private ScriptedWorker(Target target, Dial.Opened opened, Manners manners) {
        this.target = target;
        this.upgrade = opened.answer();
        this.peer = new Peer(opened.socket(), (to, seen) -> react(to, seen, manners));
    }

    /// Dials as the protocol says: a broker that is full is asked again.
    static ScriptedWorker dial(Target target, Manners manners) throws InterruptedException {
        Dial dial = dial(target, List.of(SUBPROTOCOL));
        for (int i = 0; i < MOST_DIALS && dial instanceof Dial.Refused(Upgrade answer); i++) {
            if (answer.status() != 503 || answer.header("retry-after").isEmpty()) {
                throw new Mismatch("not let in: " + answer.start());
            }
            boolean _ = NOBODY.await(ThreadLocalRandom.current().nextInt(200, 1500), MILLISECONDS);
            dial = dial(target, List.of(SUBPROTOCOL));
        }
        return switch (dial) {
            case Dial.Opened opened -> new ScriptedWorker(target, opened, manners);
            case Dial.Refused(Upgrade answer) ->
                    throw new Mismatch("not let in: " + answer.start());
        };
    }

    /// Dials with these headers.
    static Dial dial(Target target, List<String> headers) {
        try {
            String host = target.node().host();
            return Dial.to(host, target.node().linkPort(), WireVersion.LINK_PATH, headers);
        } catch (IOException e) {
            throw new Mismatch("the broker cannot be dialled: " + e.getMessage());
        }
    }

    private static boolean react(Peer to, Seen seen, Manners manners) {
        if (!(seen.frame() instanceof Frame.StatusAsk ask) || manners == Manners.BY_HAND) {
            return false;
        }
        ObjectNode reply =
                Library.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", ask.id());
        reply.set("result", vitals(REPORTS.incrementAndGet()));
        to.send(reply);
        return true;
    }

    /// A report of a worker that feels well.
    static ObjectNode vitals(long seq) {
        ObjectNode vitals = Library.JSON.createObjectNode();
        vitals.put("seq", seq).put("uptimeMs", 90_000).put("state", "READY").put("cpu", 0.1);
        vitals.put("cpuHost", 0.2).put("rss", 1 << 20).put("memoryLimit", 1 << 30);
        vitals.put("memoryUse", 0.1).put("inFlight", 0).put("inFlightMean", 0.5).put("gcMs", 0);
        return vitals;
    }

    /// Greets with what a check wants otherwise.
    ///
    /// @param wrong members of `hera.hello`; `secret`, `binding` and `as` (another service's name)
    JsonNode greet(String instance, JsonNode wrong) throws InterruptedException {
        String secret = wrong.path("secret").asText(target.secret());
        String binding = wrong.path("binding").asText(target.node().binding());
        String service = wrong.path("as").asText(target.service());
        ScramWorker scram = new ScramWorker(service, secret, binding);
        ObjectNode hello = Library.JSON.createObjectNode();
        hello.put("service", service).put("instance", instance).put("version", "1");
        hello.put("role", "live").put("sdk", "suite").put("cores", 2).put("slots", 64);
        hello.put("memoryLimit", 1 << 30).put("auth", scram.first());
        if (wrong.path("hello") instanceof ObjectNode changes) {
            hello.setAll(changes);
        }
        JsonNode challenge = asked(1, "hera.hello", hello);
        if (challenge.has("error")) {
            return challenge;
        }
        ObjectNode prove = Library.JSON.createObjectNode();
        String auth = scram.last(challenge.path("result").path("auth").asText());
        JsonNode welcome = asked(2, "hera.prove", prove.put("auth", auth));
        String proof = welcome.path("result").path("auth").asText();
        if (welcome.has("result") && !scram.brokerProved(proof)) {
            throw new Mismatch("the broker did not prove itself: " + welcome);
        }
        return welcome;
    }

    private JsonNode asked(long id, String method, JsonNode params) throws InterruptedException {
        ObjectNode ask = Library.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
        peer.send(ask.put("method", method).set("params", params));
        ObjectNode wanted = Library.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
        return peer.expect(wanted.put("method", "$absent"), NOTHING, Patience.USUAL).json();
    }

    Peer peer() {
        return peer;
    }

    Upgrade upgrade() {
        return upgrade;
    }

    @Override
    public void close() {
        peer.close();
    }
}
