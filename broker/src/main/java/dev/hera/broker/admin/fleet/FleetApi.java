package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.Credential;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Names;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// `GET /_hera/api/matrix`, `/_hera/api/figures`, `/_hera/api/figures/past?of=…&name=…` and
/// `/_hera/api/drain?worker=…` for operators, and the same questions between brokers, signed, below
/// `/_hera/peer/`; any thread, which it blocks for three seconds at most.
public final class FleetApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINKS = "/_hera/peer/links";
    private static final String FIGURES = "/_hera/peer/figures";
    private static final String PAST = "/_hera/peer/past/";
    private static final String DRAIN = "/_hera/peer/drain/";
    private static final String BEARER = "Bearer ";

    private final Gatekeeper gatekeeper;
    private final PeerGate peers;
    private final BrokerNode node;
    private final Supplier<List<LinkFacts>> links;
    private final Neighbours neighbours;
    private final Supplier<String> metrics;
    private final LastHour hour;

    /// @param links the workers linked to this broker
    /// @param metrics its metrics as Prometheus' text
    /// @param hour what charts are drawn of, of the last hour
    public FleetApi(
            Gatekeeper gatekeeper,
            BrokerNode node,
            Supplier<List<LinkFacts>> links,
            Neighbours neighbours,
            Supplier<String> metrics,
            LastHour hour) {
        this.gatekeeper = gatekeeper;
        this.peers = new PeerGate(gatekeeper, node);
        this.node = node;
        this.links = links;
        this.neighbours = neighbours;
        this.metrics = metrics;
        this.hour = hour;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get("/_hera/api/matrix", context -> everywhere(context, LINKS, Matrix::everywhere));
        routes.get(
                "/_hera/api/figures", context -> everywhere(context, FIGURES, Figures::everywhere));
        routes.get("/_hera/api/figures/past", this::past);
        routes.get("/_hera/api/drain", this::drain);
        routes.get(LINKS, context -> toBroker(context, LINKS));
        routes.get(FIGURES, context -> toBroker(context, FIGURES));
        routes.get(PAST + "{of}", context -> toBroker(context, PAST + context.pathParam("of")));
        routes.get(DRAIN + "{worker}", context -> toBroker(context, DRAIN + worker(context)));
    }

    private static String worker(Context context) {
        return context.pathParam("worker");
    }

    private void drain(Context context) {
        String worker = PeerGate.parts(context).apply("worker");
        if (Names.isId(worker)) {
            everywhere(context, DRAIN + worker, all -> DrainPreview.everywhere(worker, all));
        } else {
            problem(context, 400, "worker must match [A-Za-z0-9_-]{1,64}");
        }
    }

    private void past(Context context) {
        UnaryOperator<String> said = PeerGate.parts(context);
        String of = said.apply("of");
        Optional<Subject> subject = Subject.of(of.isEmpty() ? "all" : of, said.apply("name"));
        if (subject.isPresent()) {
            everywhere(context, PAST + subject.get().part(), Figures::pastEverywhere);
        } else {
            problem(context, 400, "of must be all, endpoint or worker; name is the latter's");
        }
    }

    private void everywhere(
            Context context, String question, Function<Map<String, JsonNode>, JsonNode> together) {
        Pass pass = pass(context.header("Authorization"));
        context.header("Cache-Control", "no-store");
        if (pass == null) {
            problem(context, 401, "a token with the scope admin:read is needed");
            return;
        }
        context.header("X-Content-Type-Options", "nosniff");
        context.contentType("application/json");
        context.result(together.apply(everywhere(question, pass)).toString());
    }

    private Map<String, JsonNode> everywhere(String question, Pass pass) {
        Map<String, JsonNode> answers = neighbours.ask(question, pass);
        answers.put(node.id(), read(here(question)));
        return answers;
    }

    /// What a drain would leave at every broker, in the name of whoever shows this header; nothing
    /// is known when it is not good for that.
    public JsonNode preview(String worker, @Nullable String header) {
        Pass pass = pass(header);
        return pass == null
                ? JSON.createObjectNode()
                : DrainPreview.everywhere(worker, everywhere(DRAIN + worker, pass));
    }

    /// The operator's pass; null without a token that may look.
    private @Nullable Pass pass(@Nullable String header) {
        if (header == null || !header.startsWith(BEARER)) {
            return null;
        }
        Credential shown = Credential.bearer(header.substring(BEARER.length()).strip());
        Pass pass = gatekeeper.pass(shown);
        return pass == null ? null : gatekeeper.pass(pass.token(), Scope.Verb.ADMIN_READ);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own answer is no JSON", e);
        }
    }

    /// What this broker has to say.
    private String here(String question) {
        if (question.startsWith(PAST)) {
            return Subject.read(question.substring(PAST.length()))
                    .map(subject -> Figures.past(hour.told(subject.lines())))
                    .orElse("{}");
        }
        return switch (question) {
            case LINKS -> Matrix.at(links.get());
            case FIGURES -> Figures.at(metrics.get());
            default -> DrainPreview.at(question.substring(DRAIN.length()), links.get());
        };
    }

    private void toBroker(Context context, String question) {
        peers.tell(context, Scope.Verb.ADMIN_READ, question, _ -> here(question));
    }

    private static void problem(Context context, int status, String detail) {
        context.status(status).contentType("application/problem+json");
        context.result(
                JSON.createObjectNode().put("status", status).put("detail", detail).toString());
    }
}
