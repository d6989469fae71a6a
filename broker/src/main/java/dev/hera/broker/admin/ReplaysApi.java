package dev.hera.broker.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.replay.ReplayView;
import dev.hera.broker.replay.Replays;
import dev.hera.broker.replay.Replays.Said;
import dev.hera.broker.replay.keep.Phase;
import dev.hera.broker.replay.plan.Wanted;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// `/_hera/api/replays`: replays of the calls that this broker has recorded.
///
/// Everything needs the scope of an operator; what makes calls go out again also needs the scope
/// to replay each of the endpoints.
public final class ReplaysApi {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaysApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/_hera/api/replays";
    private static final int PAIRS = 1_000;

    private final AdminGate gate;
    private final Replays replays;
    private final String broker;

    /// @param broker this broker's id
    public ReplaysApi(AdminGate gate, Replays replays, String broker) {
        this.gate = gate;
        this.replays = replays;
        this.broker = broker;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, gate.only(Scope.Verb.ADMIN_READ, this::list));
        routes.get(PATH + "/{id}", gate.only(Scope.Verb.ADMIN_READ, this::one));
        routes.get(PATH + "/{id}/calls", gate.only(Scope.Verb.ADMIN_READ, this::calls));
        routes.post(PATH, gate.only(Scope.Verb.ADMIN_WRITE, this::plan));
        routes.post(PATH + "/{id}/{action}", gate.only(Scope.Verb.ADMIN_WRITE, this::act));
    }

    private void list(Context context) {
        answer(context, ReplayJson.all(broker, replays.views()));
    }

    private void one(Context context) {
        Optional<ReplayView> view = replays.find(context.pathParam("id"));
        if (view.isPresent()) {
            answer(context, ReplayJson.whole(view.get()));
        } else {
            unknown(context);
        }
    }

    private void calls(Context context) {
        String from = context.queryParam("from");
        int place = 0;
        try {
            place = from == null ? 0 : Math.max(0, Integer.parseInt(from));
        } catch (NumberFormatException _) {
            AdminApi.problem(context, 400, "Malformed", "from is a place, from 0");
            return;
        }
        String id = context.pathParam("id");
        Optional<ReplayView> view = replays.find(id);
        if (view.isEmpty()) {
            unknown(context);
            return;
        }
        boolean more = (long) place + PAIRS < view.get().plan().forecast().sendable();
        int next = more ? place + PAIRS : 0;
        answer(context, ReplayJson.pairs(replays.pairs(id, place, PAIRS), next));
    }

    private void plan(Context context) {
        try {
            Wanted wanted = ReplayJson.wanted(JSON.readTree(context.body()));
            tell(context, replays.plan(AdminGate.who(context), wanted));
        } catch (JsonProcessingException e) {
            AdminApi.problem(context, 400, "Malformed", "the body is no JSON");
        } catch (IllegalArgumentException e) {
            AdminApi.problem(context, 400, "Malformed", String.valueOf(e.getMessage()));
        }
    }

    private void act(Context context) throws JsonProcessingException {
        String id = context.pathParam("id");
        Optional<ReplayView> view = replays.find(id);
        Refusal why = view.isEmpty() ? null : forbidden(context, view.get());
        if (why != null) {
            AdminApi.refuse(context, why);
            return;
        }
        String action = context.pathParam("action");
        LOG.info("{} wants to {} replay {}", AdminGate.who(context), action, id);
        switch (action) {
            case "start" -> tell(context, replays.begin(id));
            case "pause" -> tell(context, replays.turn(id, Phase.PAUSED));
            case "resume" -> tell(context, replays.turn(id, Phase.RUNNING));
            case "cancel" -> tell(context, replays.turn(id, Phase.CANCELLED));
            case "rate" -> tell(context, replays.rate(id, rate(context)));
            default ->
                    AdminApi.problem(
                            context,
                            404,
                            "Not there",
                            "actions: start, pause, resume, rate, cancel");
        }
    }

    private static double rate(Context context) throws JsonProcessingException {
        JsonNode wanted = JSON.readTree(context.body());
        return wanted.path("perSecond").asDouble(-1);
    }

    /// Why the operator may not replay; null when he may.
    private @Nullable Refusal forbidden(Context context, ReplayView view) {
        for (String endpoint : view.plan().forecast().endpoints().keySet()) {
            if (gate.replay(context, endpoint) instanceof Verdict.Denied(Refusal why)) {
                return why;
            }
        }
        return null;
    }

    private void tell(Context context, Said said) {
        switch (said) {
            case Said.Done(ReplayView view) -> answer(context, ReplayJson.whole(view));
            case Said.Refused(String why) -> AdminApi.problem(context, 409, "Refused", why);
            case Said.Unknown _ -> unknown(context);
        }
    }

    private void unknown(Context context) {
        AdminApi.problem(
                context,
                404,
                "Not there",
                "broker %s has no replay %s; ask the one that planned it"
                        .formatted(broker, context.pathParam("id")));
    }

    private static void answer(Context context, String json) {
        context.contentType("application/json").result(json);
    }
}
