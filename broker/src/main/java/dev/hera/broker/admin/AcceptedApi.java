package dev.hera.broker.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.lane.Held;
import dev.hera.broker.accept.lane.Lane;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.accept.shadow.Difference;
import dev.hera.broker.accept.shadow.ShadowView;
import dev.hera.broker.access.Scope;
import dev.hera.wire.accept.Delivery;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Accepted calls for operators: what waits, what was given up, and what can be done about it.
///
/// Every action names one endpoint of one broker: each broker has its own backlog.
public final class AcceptedApi {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/_hera/api/accepted";
    private static final int MOST = 1_000;

    private final AdminGate gate;
    private final Backlog backlog;
    private final String broker;

    /// @param broker this broker's id
    public AcceptedApi(AdminGate gate, Backlog backlog, String broker) {
        this.gate = gate;
        this.backlog = backlog;
        this.broker = broker;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, gate.only(Scope.Verb.ADMIN_READ, this::overview));
        routes.get(PATH + "/calls", gate.only(Scope.Verb.ADMIN_READ, this::calls));
        routes.post(PATH + "/{action}", gate.only(Scope.Verb.ADMIN_WRITE, this::act));
    }

    private void overview(Context context) {
        ObjectNode json = JSON.createObjectNode().put("broker", broker);
        json.put("calls", backlog.calls()).put("bytes", backlog.bytes());
        ArrayNode endpoints = json.putArray("endpoints");
        backlog.views().forEach(view -> write(endpoints.addObject(), view));
        ArrayNode shadows = json.putArray("shadows");
        backlog.shadows().views().forEach(view -> write(shadows.addObject(), view));
        context.contentType("application/json").result(json.toString());
    }

    private static void write(ObjectNode json, LaneView view) {
        json.put("endpoint", view.endpoint()).put("pending", view.pending());
        json.put("inFlight", view.inFlight()).put("parked", view.parked());
        json.put("quarantined", view.quarantined()).put("perSecond", view.perSecond());
        json.put("drainedPerSecond", view.drained());
        json.put("oldestSeconds", view.oldest().toSeconds());
        json.put("paused", view.paused()).put("stalled", view.stalled());
        json.put("lastTrouble", view.lastTrouble());
    }

    private static void write(ObjectNode json, ShadowView view) {
        ShadowView.Counts counts = view.counts();
        json.put("endpoint", view.endpoint()).put("service", view.service());
        json.put("share", view.share()).put("promoted", view.promoted());
        json.put("equal", counts.equal()).put("different", counts.different());
        json.put("failed", counts.failed()).put("dropped", counts.dropped());
        json.put("fallback", counts.fallback()).put("waiting", view.waiting());
        json.put("inFlight", view.running()).put("lastFailure", view.lastFailure());
        ArrayNode differences = json.putArray("differences");
        for (Difference one : view.differences()) {
            differences
                    .addObject()
                    .put("uuid", one.call().toString())
                    .put("at", one.at().toString())
                    .put("what", one.what());
        }
    }

    private void calls(Context context) {
        String endpoint = String.valueOf(context.queryParam("endpoint"));
        backlog.list(endpoint, MOST)
                .ifPresentOrElse(
                        calls -> context.contentType("application/json").result(json(calls)),
                        () -> refuse(context, 404, "no accepted calls of " + endpoint + " here"));
    }

    private static String json(List<Held> calls) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("calls");
        for (Held held : calls) {
            var progress = held.progress();
            array.addObject()
                    .put("uuid", held.ticket().id().toString())
                    .put("state", state(held))
                    .put("attempts", progress.attempts())
                    .put("acceptedAt", held.ticket().acceptedAt().toString())
                    .put("since", progress.since().toString())
                    .put("why", progress.why());
        }
        return json.toString();
    }

    private static String state(Held held) {
        return held.progress().standing().name().toLowerCase(Locale.ROOT);
    }

    private void act(Context context) throws JsonProcessingException {
        JsonNode wanted = JSON.readTree(context.body());
        String endpoint = wanted.path("endpoint").asText();
        String action = context.pathParam("action");
        if (!backlog.knows(endpoint)) {
            refuse(context, 404, "no accepted calls of \"" + endpoint + "\" on " + broker);
            return;
        }
        switch (action) {
            case "pause" -> wish(context, endpoint, Lane.Wish::pause, wanted);
            case "resume" -> wish(context, endpoint, Lane.Wish::resume, wanted);
            case "rate" -> rate(context, endpoint, wanted);
            case "send" -> tell(context, "sent", backlog.send(endpoint, which(wanted)));
            case "forget" -> tell(context, "forgotten", backlog.forget(endpoint, which(wanted)));
            case "promote" -> promote(context, endpoint, wanted);
            case "demote" -> wish(context, endpoint, w -> w.promote(""), wanted);
            default ->
                    refuse(
                            context,
                            404,
                            "actions: pause, resume, rate, send, forget, promote, demote");
        }
        LOG.info("{} {}: {}", action, endpoint, context.status());
    }

    private void wish(
            Context context, String endpoint, UnaryOperator<Lane.Wish> change, JsonNode wanted) {
        if (backlog.wish(endpoint, change)) {
            context.contentType("application/json").result(wanted.toString());
        } else {
            refuse(context, 503, "it could not be written to disk, so nothing was changed");
        }
    }

    private void promote(Context context, String endpoint, JsonNode wanted) {
        String service = backlog.shadows().service(endpoint);
        if (service.isEmpty()) {
            refuse(context, 409, endpoint + " announces no shadow, so nobody can be promoted");
        } else {
            wish(context, endpoint, w -> w.promote(service), wanted);
        }
    }

    private void rate(Context context, String endpoint, JsonNode wanted) {
        JsonNode rate = wanted.path("perSecond");
        if (!rate.isNull() && !(rate.isNumber() && Delivery.isPace(rate.asDouble()))) {
            refuse(context, 400, "perSecond is a number above 0 to 100000, or null for the usual");
            return;
        }
        Double perSecond = rate.isNull() ? null : rate.asDouble();
        wish(context, endpoint, w -> w.rate(perSecond), wanted);
    }

    private static void tell(Context context, String what, int count) {
        context.contentType("application/json")
                .result(JSON.createObjectNode().put(what, count).toString());
    }

    /// Those with this `uuid`, or in this `state`, or all that were given up.
    private static Predicate<Held> which(JsonNode wanted) {
        String uuid = wanted.path("uuid").asText("");
        String state = wanted.path("state").asText("");
        return held ->
                (uuid.isEmpty() || held.ticket().id().toString().equals(uuid))
                        && (state.isEmpty() || state(held).equals(state));
    }

    private static void refuse(Context context, int status, String detail) {
        String title =
                switch (status) {
                    case 400 -> "Malformed";
                    case 404 -> "Not there";
                    default -> "Not possible now";
                };
        AdminApi.problem(context, status, title, detail);
    }
}
