package dev.hera.broker.admin;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Refusal;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/// Lets operators in by their token, and says no to everybody else. Any thread.
public final class AdminGate {
    private static final String WHO = "dev.hera.who";

    private final Gatekeeper gatekeeper;

    public AdminGate(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    /// The handler, for those whose token has this verb; [#who] names them there.
    public Handler only(Scope.Verb verb, Handler handler) {
        return context -> {
            AdminApi.guard(context);
            switch (gatekeeper.admin(AdminApi.credential(context.header("Authorization")), verb)) {
                case Verdict.Allowed(Caller caller) -> {
                    context.attribute(WHO, caller.id());
                    handler.handle(context);
                }
                case Verdict.Denied(Refusal why) -> AdminApi.refuse(context, why);
            }
        };
    }

    /// The id of the token that was let in, for the log.
    public static String who(Context context) {
        return String.valueOf(context.<String>attribute(WHO));
    }
}
