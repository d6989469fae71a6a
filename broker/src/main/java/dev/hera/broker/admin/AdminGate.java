package dev.hera.broker.admin;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.call.Refusal;

import io.javalin.http.Handler;

/// Lets operators in by their token, and says no to everybody else. Any thread.
public final class AdminGate {

    private final Gatekeeper gatekeeper;

    public AdminGate(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    /// The handler, for those whose token has this verb.
    Handler only(Scope.Verb verb, Handler handler) {
        return context -> {
            AdminApi.guard(context);
            switch (gatekeeper.admin(AdminApi.credential(context.header("Authorization")), verb)) {
                case Verdict.Allowed _ -> handler.handle(context);
                case Verdict.Denied(Refusal why) -> AdminApi.refuse(context, why);
            }
        };
    }
}
