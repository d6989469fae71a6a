package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.admin.fleet.Past;
import dev.hera.broker.admin.fleet.PastJson;
import dev.hera.broker.admin.openapi.OpenApiDocument;
import dev.hera.broker.admin.openapi.OpenApiPage;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.rank.Explanation;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// JSON for operators, the command line and the page; on the internal listener.
public final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_TEXT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PLAIN_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Gatekeeper gatekeeper;
    private final Router router;
    private final Supplier<List<BrokerNode>> brokers;
    private final BrokerNode node;
    private final Past past;
    private final Function<String, byte[]> metrics;

    /// @param brokers all brokers as they stand in ZooKeeper
    /// @param past the table of earlier
    /// @param metrics the metrics as text of the content type it is given
    public AdminApi(
            Gatekeeper gatekeeper,
            Router router,
            Supplier<List<BrokerNode>> brokers,
            BrokerNode node,
            Past past,
            Function<String, byte[]> metrics) {
        this.gatekeeper = gatekeeper;
        this.router = router;
        this.brokers = brokers;
        this.node = node;
        this.past = past;
        this.metrics = metrics;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get("/_hera/metrics", this::metrics);
        routes.get("/_hera/api/routes", this::routes);
        routes.get("/_hera/api/routes/explain", this::explain);
        routes.get("/_hera/api/workers", read(() -> RoutesJson.workers(router.view())));
        routes.get("/_hera/api/brokers", read(this::brokers));
        routes.get(
                "/_hera/api/openapi.json",
                read(() -> OpenApiDocument.write(router.view(), node.version())));
        new OpenApiPage().addTo(routes);
    }

    /// Needs no token, as is usual: it holds names and figures, and nothing of what callers sent.
    private void metrics(Context context) {
        String accept = context.header("Accept");
        String type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_TEXT : PLAIN_TEXT;
        context.contentType(type).result(metrics.apply(type));
    }

    /// The table as it stands, or as it stood at an instant.
    private void routes(Context context) throws Exception {
        String said = context.queryParam("at");
        if (said == null) {
            read(() -> RoutesJson.write(router.view(), node.id())).handle(context);
            return;
        }
        Instant at = instant(said);
        Optional<List<Past.Member>> then = at == null ? Optional.empty() : past.at(at);
        if (at == null || then.isEmpty()) {
            read(() -> "").handle(context);
            if (context.statusCode() == 200) {
                problem(
                        context,
                        at == null ? 400 : 404,
                        "No such table",
                        "at is an instant such as %s, and since then is known"
                                .formatted(past.since()));
            }
            return;
        }
        read(() -> PastJson.write(node.id(), at, past.since(), then.get())).handle(context);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private void explain(Context context) throws Exception {
        String name = context.queryParam("endpoint");
        Optional<Explanation> found = router.explain(name == null ? "" : name);
        if (found.isEmpty()) {
            context.status(404);
        }
        read(() -> found.map(ExplanationJson::write).orElse("{}")).handle(context);
    }

    private Handler read(Supplier<String> json) {
        return context -> {
            guard(context);
            switch (judge(context)) {
                case Verdict.Allowed _ ->
                        context.contentType("application/json").result(json.get());
                case Verdict.Denied(Refusal why) -> refuse(context, why);
            }
        };
    }

    private Verdict judge(Context context) {
        return gatekeeper.admin(credential(context.header("Authorization")), Scope.Verb.ADMIN_READ);
    }

    /// Nobody keeps it, and nobody takes it for anything but what it says it is.
    static void guard(Context context) {
        context.header("Cache-Control", "no-store");
        context.header("X-Content-Type-Options", "nosniff");
    }

    static Credential credential(@Nullable String header) {
        return header != null && header.startsWith(BEARER)
                ? Credential.bearer(header.substring(BEARER.length()).strip())
                : Credential.NONE;
    }

    static void refuse(Context context, Refusal why) {
        boolean forbidden = why instanceof Refusal.Forbidden;
        String title = forbidden ? "Not allowed" : "No valid token";
        problem(context, forbidden ? 403 : 401, title, why.detail());
    }

    /// Answers that it did not work, as RFC 9457 has it.
    public static void problem(Context context, int status, String title, String detail) {
        context.status(status);
        context.contentType("application/problem+json");
        context.result(
                JSON.createObjectNode()
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toString());
    }

    private String brokers() {
        ArrayNode array = JSON.createArrayNode();
        for (BrokerNode broker : brokers.get()) {
            array.addObject()
                    .put("id", broker.id())
                    .put("host", broker.host())
                    .put("httpPort", broker.httpPort())
                    .put("linkPort", broker.linkPort())
                    .put("version", broker.version())
                    .put("startedAt", broker.startedAt().toString());
        }
        return array.toString();
    }
}
