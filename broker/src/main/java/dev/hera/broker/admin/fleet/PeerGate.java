package dev.hera.broker.admin.fleet;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.wire.BrokerNode;

import io.javalin.http.Context;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Answers what other brokers ask in an operator's name, see [Neighbours#ask]; any thread.
///
/// What is not signed for this start of this broker gets 401 and nothing else.
public final class PeerGate {
    private final Gatekeeper gatekeeper;
    private final String boot;

    /// @param node this broker
    public PeerGate(Gatekeeper gatekeeper, BrokerNode node) {
        this.gatekeeper = gatekeeper;
        this.boot = node.boot().toString();
    }

    /// The parts of a question by name; empty for one that is not there.
    public static UnaryOperator<String> parts(Context context) {
        return name -> {
            String value = context.queryParam(name);
            return value == null ? "" : value;
        };
    }

    /// Tells the answer, signed.
    ///
    /// @param verb that the operator's token must have
    /// @param question exactly as it was signed
    /// @param answer makes it, as JSON
    public void tell(
            Context context, Scope.Verb verb, String question, Function<Pass, String> answer) {
        String asked = context.header(Neighbours.ASKED);
        String[] shown = asked == null ? new String[0] : asked.split(" ", -1);
        Pass pass = shown.length == 3 ? gatekeeper.pass(shown[0], verb) : null;
        if (pass == null || !pass.isAsked(shown[2], boot, shown[1], question)) {
            context.status(401);
            return;
        }
        byte[] body = answer.apply(pass).getBytes(StandardCharsets.UTF_8);
        context.header("Cache-Control", "no-store");
        context.header(Neighbours.ANSWERED, pass.answer(shown[1], 200, body));
        context.contentType("application/json").result(body);
    }
}
