package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Errand;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What each broker keeps for itself, from whichever is asked: `/_hera/api/everywhere/accepted` is
/// what all of them say to `/_hera/api/accepted`, and `/_hera/api/at/{broker}/accepted/…` is that
/// path at one of them, also to change something. Any thread, which it blocks for some seconds.
public final class RelayApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/_hera/api/";
    private static final String AT = API + "at/";

    /// What is kept by each broker for itself.
    private static final List<String> OWN = List.of("accepted", "replays");

    private static final Set<String> METHODS = Set.of("GET", "POST");
    private static final Duration LOOKING = Duration.ofSeconds(3);
    private static final Duration ACTING = Duration.ofSeconds(12);

    private final AdminGate gate;
    private final Gatekeeper gatekeeper;
    private final BrokerNode node;
    private final Supplier<List<BrokerNode>> brokers;
    private final Neighbours neighbours;

    /// @param node this broker
    /// @param brokers all that ZooKeeper shows
    public RelayApi(
            AdminGate gate,
            Gatekeeper gatekeeper,
            BrokerNode node,
            Supplier<List<BrokerNode>> brokers,
            Neighbours neighbours) {
        this.gate = gate;
        this.gatekeeper = gatekeeper;
        this.node = node;
        this.brokers = brokers;
        this.neighbours = neighbours;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        for (String what : OWN) {
            Handler everywhere = gate.only(Scope.Verb.ADMIN_READ, context -> all(context, what));
            Handler look = gate.only(Scope.Verb.ADMIN_READ, this::one);
            Handler act = gate.only(Scope.Verb.ADMIN_WRITE, this::one);
            routes.get(API + "everywhere/" + what, everywhere);
            routes.get(AT + "{broker}/" + what, look);
            routes.get(AT + "{broker}/" + what + "/<rest>", look);
            routes.post(AT + "{broker}/" + what, act);
            routes.post(AT + "{broker}/" + what + "/<rest>", act);
        }
    }

    /// This one too, whatever ZooKeeper shows.
    private Map<String, BrokerNode> nodes() {
        Map<String, BrokerNode> nodes = new TreeMap<>();
        brokers.get().forEach(one -> nodes.put(one.id(), one));
        nodes.put(node.id(), node);
        return nodes;
    }

    /// `{brokers: [{broker, answered, said}]}`.
    private void all(Context context, String what) throws IOException {
        Pass pass = pass(context, Scope.Verb.ADMIN_READ);
        Map<String, BrokerNode> nodes = nodes();
        Map<String, Errand.Done> done =
                pass == null
                        ? Map.of()
                        : neighbours.bring(nodes.values(), Errand.look(API + what), pass, LOOKING);
        ObjectNode json = JSON.createObjectNode().put("broker", node.id());
        ArrayNode array = json.putArray("brokers");
        for (String broker : nodes.keySet()) {
            Errand.Done one = done.get(broker);
            boolean answered = one != null && one.status() == 200;
            ObjectNode said = array.addObject().put("broker", broker).put("answered", answered);
            if (one != null && answered) {
                said.set("said", JSON.readTree(one.body()));
            }
        }
        context.contentType("application/json").result(json.toString());
    }

    private @Nullable Pass pass(Context context, Scope.Verb verb) {
        return gatekeeper.pass(AdminGate.who(context), verb);
    }

    private void one(Context context) {
        String method = context.req().getMethod();
        String broker = context.pathParam("broker");
        BrokerNode there = nodes().get(broker);
        boolean looks = method.equals("GET");
        Pass pass = pass(context, looks ? Scope.Verb.ADMIN_READ : Scope.Verb.ADMIN_WRITE);
        if (there == null || pass == null || !METHODS.contains(method)) {
            AdminApi.problem(context, 404, "Not there", "there is no broker " + broker);
            return;
        }
        String asked = AdminGate.asked(context);
        String path = API + asked.substring(asked.indexOf('/', AT.length()) + 1);
        Errand errand = new Errand(method, path, context.bodyAsBytes());
        Errand.Done done =
                neighbours
                        .bring(List.of(there), errand, pass, looks ? LOOKING : ACTING)
                        .get(broker);
        if (done == null) {
            String unsure =
                    looks ? "" : "; whether it was done is not known, look before you repeat";
            AdminApi.problem(context, 502, "No answer", broker + " did not answer this" + unsure);
            return;
        }
        context.status(done.status()).result(done.body());
        context.contentType(done.status() < 400 ? "application/json" : "application/problem+json");
    }
}
