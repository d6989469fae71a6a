package dev.hera.broker.admin;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.recall.Asker;
import dev.hera.broker.recall.Found;
import dev.hera.broker.recall.Recall;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.time.Duration;
import java.util.Optional;

/// `GET /_hera/api/calls/{uuid}`: any call of the platform, whole, from whichever broker has it.
public final class CallsApi {
    private static final int NOT_FOUND = 404;
    private static final int AWAY = 503;

    private final Gatekeeper gatekeeper;
    private final Recall recall;

    public CallsApi(Gatekeeper gatekeeper, Recall recall) {
        this.gatekeeper = gatekeeper;
        this.recall = recall;
    }

    /// Adds the path.
    public void addTo(RoutesConfig routes) {
        routes.get("/_hera/api/calls/{uuid}", this::one);
    }

    private void one(Context context) {
        AdminApi.guard(context);
        Credential shown = AdminApi.credential(context.header("Authorization"));
        Pass pass = gatekeeper.pass(shown);
        Verdict verdict = gatekeeper.admin(shown, Scope.Verb.ADMIN_READ);
        if (verdict instanceof Verdict.Denied(Refusal why)) {
            AdminApi.refuse(context, why);
            return;
        }
        Optional<CallId> id = CallId.parse(context.pathParam("uuid"));
        if (id.isEmpty() || pass == null) {
            AdminApi.problem(context, NOT_FOUND, "No such call", "this is no id of a call");
            return;
        }
        Asker asker = new Asker(pass, Asker.Right.ALL);
        switch (recall.find(id.get(), asker, Duration.ZERO)) {
            case Found.Kept kept ->
                    context.contentType("application/json").result(CallJson.tree(kept).toString());
            case Found.None _ ->
                    AdminApi.problem(
                            context, NOT_FOUND, "No such call", "no broker has call " + id.get());
            case Found.Away(String why) -> AdminApi.problem(context, AWAY, "Ask again", why);
        }
    }
}
