package dev.hera.broker.admin.find;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.journal.filter.Completion;
import dev.hera.broker.journal.filter.Misread;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Calls by filter for operators, below `/_hera/api/calls`: a page, a count, a stream of what is
/// found or of what ends, and removing and pinning. Any broker shows the whole platform.
public final class FindApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/_hera/api/calls";
    private static final String BEARER = "Bearer ";
    private static final int USUAL = 50;

    private final Gatekeeper gatekeeper;
    private final Everyone everyone;
    private final Exporting exporting;

    public FindApi(Gatekeeper gatekeeper, Everyone everyone, Exporting exporting) {
        this.gatekeeper = gatekeeper;
        this.everyone = everyone;
        this.exporting = exporting;
    }

    /// Adds the paths; they must come before `calls/{uuid}`.
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, context -> answer(context, FindQuestion.Kind.LIST));
        routes.get(PATH + "/count", context -> answer(context, FindQuestion.Kind.COUNT));
        routes.get(PATH + "/stream", context -> stream(context, FindQuestion.Kind.LIST));
        routes.get(PATH + "/tail", context -> stream(context, FindQuestion.Kind.ENDED));
        routes.get(PATH + "/export", this::export);
        routes.get(PATH + "/complete", this::complete);
        routes.post(PATH + "/delete", context -> act(context, FindQuestion.Kind.DELETE));
        routes.post(PATH + "/pin", context -> act(context, FindQuestion.Kind.PIN));
        routes.post(PATH + "/unpin", context -> act(context, FindQuestion.Kind.UNPIN));
    }

    private void answer(Context context, FindQuestion.Kind kind) {
        FindQuestion question = asked(context, kind);
        Pass pass = question == null ? null : pass(context, kind);
        if (question != null && pass != null) {
            ObjectNode json =
                    kind == FindQuestion.Kind.COUNT
                            ? Together.count(everyone.ask(question, pass))
                            : Together.page(everyone.ask(question, pass), question.limit());
            context.contentType("application/json").result(json.toString());
        }
    }

    private void stream(Context context, FindQuestion.Kind kind) throws IOException {
        FindQuestion question = asked(context, kind);
        Pass pass = question == null ? null : pass(context, kind);
        if (question == null || pass == null) {
            return;
        }
        try (LineStream stream = LineStream.open(context, everyone.streams())) {
            if (stream == null) {
                problem(context, 503, "too many watch already; try again later");
            } else if (kind == FindQuestion.Kind.LIST) {
                everyone.search(question, pass, stream);
            } else {
                everyone.watch(question, pass, stream);
            }
        }
    }

    private void export(Context context) throws IOException {
        FindQuestion question = asked(context, FindQuestion.Kind.LIST);
        Pass pass = question == null ? null : pass(context, FindQuestion.Kind.LIST);
        if (question == null || pass == null) {
            return;
        }
        int limit = number(said(context, "limit"), Exporting.USUAL);
        try (LineStream stream = LineStream.open(context, everyone.streams())) {
            if (stream == null) {
                problem(context, 503, "too many watch already; try again later");
            } else {
                exporting.export(question, pass, Math.clamp(limit, 1, Exporting.MOST), stream);
            }
        }
    }

    /// With `"sure": true` it is done, a bounded number of calls a time; without, they are counted.
    private void act(Context context, FindQuestion.Kind kind) {
        Pass pass = pass(context, kind);
        if (pass == null) {
            return;
        }
        JsonNode wanted;
        try {
            wanted = JSON.readTree(context.body());
        } catch (JsonProcessingException _) {
            wanted = JSON.createObjectNode();
        }
        boolean sure = wanted.path("sure").asBoolean();
        String filter = wanted.path("filter").asText("");
        if (filter.isBlank()) {
            problem(context, 400, "a filter is wanted: {\"filter\":\"...\",\"sure\":true}");
            return;
        }
        FindQuestion.Kind what = sure ? kind : FindQuestion.Kind.COUNT;
        FindQuestion question =
                FindQuestion.of(what, filter, Instant.now(), FindQuestion.MOST)
                        .from(CallId.parse(wanted.path("cursor").asText("")).orElse(null));
        if (isRead(context, question)) {
            var answers = everyone.ask(question, pass);
            ObjectNode json = sure ? Together.done(answers) : Together.count(answers);
            context.contentType("application/json").result(json.toString());
        }
    }

    private void complete(Context context) {
        if (pass(context, FindQuestion.Kind.LIST) == null) {
            return;
        }
        String filter = said(context, "filter");
        Completion completion = Completion.at(filter, number(said(context, "at"), filter.length()));
        ObjectNode json = JSON.createObjectNode();
        json.put("from", completion.from()).put("to", completion.to());
        ArrayNode choices = json.putArray("choices");
        completion
                .choices()
                .forEach(
                        one ->
                                choices.addObject()
                                        .put("text", one.text())
                                        .put("meaning", one.meaning()));
        context.contentType("application/json").result(json.toString());
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    /// The question as it stands in the query; null when it is answered with what is wrong.
    private static @Nullable FindQuestion asked(Context context, FindQuestion.Kind kind) {
        String cursor = said(context, "cursor");
        Optional<CallId> behind = CallId.parse(cursor);
        if (behind.isEmpty() && !cursor.isEmpty()) {
            problem(context, 400, "cursor is the id of a call, as the page before said it");
            return null;
        }
        int limit = number(said(context, "limit"), USUAL);
        FindQuestion question =
                FindQuestion.of(kind, said(context, "filter"), Instant.now(), limit)
                        .from(behind.orElse(null));
        return isRead(context, question) ? question : null;
    }

    private static boolean isRead(Context context, FindQuestion question) {
        if (question.read() instanceof Misread misread) {
            ObjectNode json = FindDesk.misread(misread);
            json.put("title", "No such filter").put("status", 400).put("detail", misread.why());
            context.status(400).contentType("application/problem+json").result(json.toString());
            return false;
        }
        return true;
    }

    /// The operator's pass; null when the answer is that it may not.
    private @Nullable Pass pass(Context context, FindQuestion.Kind kind) {
        context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
        String header = context.header("Authorization");
        String token =
                header != null && header.startsWith(BEARER)
                        ? header.substring(BEARER.length()).strip()
                        : "";
        Pass pass = token.isEmpty() ? null : gatekeeper.pass(Credential.bearer(token));
        if (pass == null) {
            problem(context, 401, "a token with the scope " + kind.verb().word() + " is needed");
            return null;
        }
        if (gatekeeper.pass(pass.token(), kind.verb()) == null) {
            problem(context, 403, "the token has no scope " + kind.verb().word());
            return null;
        }
        return pass;
    }

    private static String said(Context context, String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    private static void problem(Context context, int status, String detail) {
        ObjectNode json = JSON.createObjectNode().put("status", status).put("detail", detail);
        context.status(status).contentType("application/problem+json").result(json.toString());
    }
}
