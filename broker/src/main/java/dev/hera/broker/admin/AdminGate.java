package dev.hera.broker.admin;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Errand;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Refusal;

import io.javalin.http.Context;
import io.javalin.http.Handler;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Lets operators in by their token, and other brokers that bring an operator's errand; says no to
/// everybody else. Any thread.
///
/// An errand that changes something is taken once, and only while it is fresh: whoever overheard it
/// can do nothing with it.
public final class AdminGate {
    private static final String WHO = "dev.hera.who";
    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final int MOST_TAKEN = 10_000;

    private final Gatekeeper gatekeeper;
    private final String boot;

    // under its own lock
    private final Map<String, Instant> taken = new LinkedHashMap<>();

    /// @param boot this start of this broker
    public AdminGate(Gatekeeper gatekeeper, UUID boot) {
        this.gatekeeper = gatekeeper;
        this.boot = boot.toString();
    }

    /// The handler, for those whose token has this verb; [#who] names them there.
    public Handler only(Scope.Verb verb, Handler handler) {
        return context -> {
            AdminApi.guard(context);
            String errand = context.header(Errand.HEADER);
            if (errand != null) {
                bring(context, errand, verb, handler);
                return;
            }
            switch (gatekeeper.admin(AdminApi.credential(context.header("Authorization")), verb)) {
                case Verdict.Allowed(Caller caller) -> {
                    context.attribute(WHO, caller.id());
                    handler.handle(context);
                }
                case Verdict.Denied(Refusal why) -> AdminApi.refuse(context, why);
            }
        };
    }

    /// Runs another broker's errand and signs the answer; 401 and nothing else when it is not one.
    private void bring(Context context, String header, Scope.Verb verb, Handler handler)
            throws Exception {
        Errand.Shown shown = Errand.Shown.read(header).orElse(null);
        Pass pass = shown == null ? null : pass(context, shown, verb);
        if (shown == null || pass == null) {
            context.status(401);
            return;
        }
        context.attribute(WHO, pass.token());
        handler.handle(context);
        byte[] body = body(context);
        String proof = pass.answer(shown.nonce(), context.statusCode(), body);
        context.header(Neighbours.ANSWERED, proof).result(body);
    }

    private static byte[] body(Context context) throws IOException {
        try (InputStream written = context.resultInputStream()) {
            return written == null ? new byte[0] : written.readAllBytes();
        }
    }

    /// The pass that the errand was signed with; null when it was not, or must not be taken.
    private @Nullable Pass pass(Context context, Errand.Shown shown, Scope.Verb verb) {
        Errand errand =
                new Errand(context.req().getMethod(), asked(context), context.bodyAsBytes());
        Pass pass = gatekeeper.pass(shown.token(), verb);
        boolean good = pass != null && shown.isOf(errand, pass, boot);
        return good && (errand.isLook() || isFirst(shown)) ? pass : null;
    }

    /// Path and query, as they were written.
    static String asked(Context context) {
        String query = context.queryString();
        return context.req().getRequestURI() + (query == null ? "" : '?' + query);
    }

    private boolean isFirst(Errand.Shown shown) {
        Instant now = Instant.now();
        if (Duration.between(shown.at(), now).abs().compareTo(FRESH) >= 0) {
            return false;
        }
        synchronized (taken) {
            Instant old = now.minus(FRESH.multipliedBy(2));
            taken.values().removeIf(old::isAfter);
            return taken.size() < MOST_TAKEN && taken.putIfAbsent(shown.nonce(), now) == null;
        }
    }

    /// Whether who was let in may replay calls to this endpoint.
    Verdict replay(Context context, String endpoint) {
        return gatekeeper.replay(who(context), endpoint);
    }

    /// The id of the token that was let in, for the log.
    public static String who(Context context) {
        return String.valueOf(context.<String>attribute(WHO));
    }
}
