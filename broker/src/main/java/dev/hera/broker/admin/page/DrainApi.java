package dev.hera.broker.admin.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Scope;
import dev.hera.broker.admin.AdminApi;
import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.admin.fleet.FleetApi;
import dev.hera.wire.Names;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/// `POST /_hera/api/drain` with `{worker, force}`, and `DELETE /_hera/api/drain?worker=…`; any
/// thread, which it blocks for some seconds at most.
///
/// Looks at every broker first and refuses with 409 to leave an endpoint without a worker, or what
/// is not known, unless it is told that this is wanted.
public final class DrainApi {
    private static final Logger LOG = LoggerFactory.getLogger(DrainApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/_hera/api/drain";

    private final AdminGate gate;
    private final FleetApi fleet;
    private final Drains drains;

    public DrainApi(AdminGate gate, FleetApi fleet, Drains drains) {
        this.gate = gate;
        this.fleet = fleet;
        this.drains = drains;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, gate.only(Scope.Verb.ADMIN_WRITE, this::drain));
        routes.delete(PATH, gate.only(Scope.Verb.ADMIN_WRITE, this::resume));
    }

    private void drain(Context context) {
        JsonNode wanted = read(context.body());
        String worker = wanted.path("worker").asText();
        if (!Names.isId(worker)) {
            AdminApi.problem(context, 400, "Malformed", "worker must match [A-Za-z0-9_-]{1,64}");
            return;
        }
        List<String> reasons =
                wanted.path("force").asBoolean()
                        ? List.of()
                        : against(fleet.preview(worker, context.header("Authorization")));
        if (!reasons.isEmpty()) {
            AdminApi.problem(context, 409, "Not drained", String.join("; ", reasons));
            return;
        }
        try {
            drains.begin().drain(worker, AdminGate.who(context));
        } catch (Drains.Unwell e) {
            AdminApi.problem(context, 503, "Not possible now", String.valueOf(e.getMessage()));
            return;
        }
        LOG.info("{} drained by {}: {}", worker, AdminGate.who(context), wanted);
        tell(context, worker, "drained");
    }

    /// Nothing is drained of which it is not known that others take over.
    private static List<String> against(JsonNode found) {
        List<String> reasons = new ArrayList<>();
        if (!found.path("linked").asBoolean()) {
            reasons.add("no broker has this worker");
        }
        for (JsonNode broker : found.path("brokers")) {
            if (!broker.path("answered").asBoolean()) {
                reasons.add(broker.path("broker").asText() + " does not answer");
            }
        }
        List<String> without = new ArrayList<>();
        found.path("without").forEach(one -> without.add(one.asText()));
        if (!without.isEmpty()) {
            reasons.add("it is the last worker of " + String.join(", ", without));
        }
        return reasons;
    }

    private void resume(Context context) {
        String worker = String.valueOf(context.queryParam("worker"));
        try {
            if (!Names.isId(worker) || !drains.undo().resume(worker)) {
                AdminApi.problem(context, 404, "Not there", "this worker is not drained");
                return;
            }
        } catch (Drains.Unwell e) {
            AdminApi.problem(context, 503, "Not possible now", String.valueOf(e.getMessage()));
            return;
        }
        LOG.info("{} gets calls again, by {}", worker, AdminGate.who(context));
        tell(context, worker, "ready");
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private static void tell(Context context, String worker, String state) {
        ObjectNode json = JSON.createObjectNode().put("worker", worker).put("state", state);
        context.contentType("application/json").result(json.toString());
    }
}
