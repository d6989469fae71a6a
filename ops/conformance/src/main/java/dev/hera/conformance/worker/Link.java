package dev.hera.conformance.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Seen;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Scope;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.scram.ScramBroker;
import dev.hera.wire.scram.ScramVerifier;

import java.util.Map;

/// A worker's link as the scripted broker has it: the greeting, rightly or wrongly done. The
/// check's thread; status asks are a pulse of their own.
final class Link implements AutoCloseable {
    private static final long PULSE_IDS = 1_000_000;
    private static final Scope NOTHING = Scope.of(Map.of());
    private final Peer peer;
    private final BrokerNode broker;
    private final ScramVerifier verifier;
    private ScramBroker exchange;
    private JsonNode hello = MissingNode.getInstance();
    private JsonNode announce = MissingNode.getInstance();

    /// Which of the worker's own requests are answered by reflex.
    enum Manners {
        /// Drains are acknowledged.
        POLITE,
        /// The check answers everything itself.
        BY_HAND
    }

    Link(
            ScriptedBroker.Dialled dialled,
            BrokerNode broker,
            ScramVerifier verifier,
            Manners manners) {
        this.broker = broker;
        this.verifier = verifier;
        this.exchange = new ScramBroker(broker.binding());
        this.peer = new Peer(dialled.socket(), (to, seen) -> react(to, seen, manners));
    }

    private static boolean react(Peer to, Seen seen, Manners manners) {
        if (seen.frame() instanceof Frame.Status status && isPulse(status.id())) {
            return true;
        }
        if (seen.frame() instanceof Frame.Draining draining && manners == Manners.POLITE) {
            to.send(result(draining.id()));
        }
        return false;
    }

    private static boolean isPulse(long id) {
        return id >= PULSE_IDS && id < 2 * PULSE_IDS;
    }

    private static ObjectNode result(long id) {
        ObjectNode reply = Library.JSON.createObjectNode();
        reply.put("jsonrpc", "2.0").put("id", id).putObject("result");
        return reply;
    }

    /// Greets as the protocol says, and takes the announcement.
    void greet() throws InterruptedException {
        challenge(Library.JSON.createObjectNode());
        welcome(Library.JSON.createObjectNode());
        acceptAnnouncement();
    }

    /// Begins to ask for the status.
    void startPulse() {
        Thread _ = Thread.ofVirtual().name("conformance-pulse").start(this::pulse);
    }

    private void pulse() {
        try {
            for (long id = PULSE_IDS; peer.end(Patience.STATUS) == null; id++) {
                ObjectNode ask = Library.JSON.createObjectNode();
                peer.send(ask.put("jsonrpc", "2.0").put("id", id).put("method", "hera.status"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Hears `hera.hello` and challenges the worker.
    ///
    /// @param wrong what is not as it must be: `rounds`, `nonce`, `binding`
    void challenge(JsonNode wrong) throws InterruptedException {
        hello = asked("hera.hello");
        String binding = wrong.path("binding").asText(broker.binding());
        exchange = new ScramBroker(binding);
        String auth = exchange.challenge(hello.path("params").path("auth").asText(), _ -> verifier);
        if (wrong.has("rounds")) {
            auth = auth.replace("i=4096", "i=" + wrong.path("rounds").asText());
        }
        if (wrong.has("nonce")) {
            auth = "r=" + wrong.path("nonce").asText() + auth.substring(2);
        }
        ObjectNode reply = result(hello.path("id").asLong());
        ((ObjectNode) reply.path("result")).put("auth", wrong.path("auth").asText(auth));
        peer.send(reply);
    }

    /// Hears `hera.prove`, judges it, and welcomes the worker.
    ///
    /// @param wrong what is not as it must be: `proof` (`none`, or this text), `limits`, `then`
    void welcome(JsonNode wrong) throws InterruptedException {
        JsonNode prove = asked("hera.prove");
        String proof = exchange.judge(prove.path("params").path("auth").asText()).orElse("");
        if (proof.isEmpty() && !wrong.has("proof")) {
            throw new Mismatch("the worker's proof is wrong: " + prove.path("params"));
        }
        ObjectNode reply = result(prove.path("id").asLong());
        ObjectNode result = (ObjectNode) reply.path("result");
        if (!wrong.path("proof").asText().equals("none")) {
            result.put("auth", wrong.path("proof").asText(proof));
        }
        result.put("broker", broker.id()).put("worker", "conformance-1");
        ObjectNode limits = result.putObject("limits");
        limits.put("frame", WireVersion.MAX_MESSAGE_BYTES).put("batch", WireVersion.MAX_BATCH);
        limits.put("statusPerSecond", 5).setAll((ObjectNode) object(wrong.path("limits")));
        peer.send(
                wrong.has("then")
                        ? Library.JSON.createArrayNode().add(reply).add(wrong.path("then"))
                        : reply);
    }

    private static JsonNode object(JsonNode json) {
        return json.isObject() ? json : Library.JSON.createObjectNode();
    }

    /// Hears the announcement and takes all of it.
    void acceptAnnouncement() throws InterruptedException {
        announce = asked("hera.announce");
        ObjectNode reply = result(announce.path("id").asLong());
        ObjectNode result = (ObjectNode) reply.path("result");
        result.put("accepted", announce.path("params").path("endpoints").size());
        result.putArray("refused");
        peer.send(reply);
    }

    private JsonNode asked(String method) throws InterruptedException {
        ObjectNode wanted = Library.JSON.createObjectNode();
        wanted.put("jsonrpc", "2.0").put("id", "$natural").put("method", method);
        return peer.expect(wanted, NOTHING, Patience.USUAL).json();
    }

    Peer peer() {
        return peer;
    }

    /// The params of the worker's `hera.hello`.
    JsonNode hello() {
        return hello.path("params");
    }

    /// The params of the worker's `hera.announce`.
    JsonNode announce() {
        return announce.path("params");
    }

    @Override
    public void close() {
        peer.close();
    }
}
