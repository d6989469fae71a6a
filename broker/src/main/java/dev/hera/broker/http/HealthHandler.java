package dev.hera.broker.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Answers the load balancer: alive, and ready or why not.
public final class HealthHandler {
    private final Supplier<List<String>> reasons;

    /// @param reasons why this broker is not ready; empty when it is
    public HealthHandler(Supplier<List<String>> reasons) {
        this.reasons = reasons;
    }

    /// Adds `/_hera/health/live` and `/_hera/health/ready`.
    public void addTo(RoutesConfig routes) {
        Handler live = context -> answer(context, List.of());
        Handler ready = context -> answer(context, reasons.get());
        routes.get("/_hera/health/live", live);
        routes.get("/_hera/health/ready", ready);
    }

    private static void answer(Context context, List<String> reasons) {
        context.status(reasons.isEmpty() ? 200 : 503);
        context.header("Cache-Control", "no-store");
        context.json(Map.of("ready", reasons.isEmpty(), "reasons", reasons));
    }
}
