package dev.hera.broker.admin.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.Reach;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.admin.AdminApi;
import dev.hera.broker.admin.AdminGate;
import dev.hera.wire.Names;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/_hera/api/tokens` and `/_hera/api/worker-secrets`: listed, made and taken back; any thread,
/// which waits for ZooKeeper.
///
/// The text of a key is in the answer that made it and nowhere else. Nobody takes back the token
/// that is shown here, so that one that may change things is always left.
public final class KeysApi {
    private static final Logger LOG = LoggerFactory.getLogger(KeysApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKENS = "/_hera/api/tokens";
    private static final String SECRETS = "/_hera/api/worker-secrets";
    private static final int MOST_SCOPES = 100;

    private final AdminGate gate;
    private final Keys keys;

    public KeysApi(AdminGate gate, Keys keys) {
        this.gate = gate;
        this.keys = keys;
    }

    /// Adds the paths.
    public void addTo(RoutesConfig routes) {
        routes.get(TOKENS, gate.only(Scope.Verb.ADMIN_READ, this::tokens));
        routes.get(SECRETS, gate.only(Scope.Verb.ADMIN_READ, this::secrets));
        routes.post(TOKENS, change(this::makeToken));
        routes.post(SECRETS, change(this::makeSecret));
        routes.delete(TOKENS, change(this::revokeToken));
        routes.delete(SECRETS, change(this::revokeSecret));
    }

    private Handler change(Handler handler) {
        return gate.only(
                Scope.Verb.ADMIN_WRITE,
                context -> {
                    try {
                        handler.handle(context);
                    } catch (JsonProcessingException | IllegalArgumentException e) {
                        AdminApi.problem(context, 400, "Malformed", said(e));
                    } catch (Keys.Unwell e) {
                        AdminApi.problem(
                                context, 503, "Not possible now", String.valueOf(e.getMessage()));
                    }
                });
    }

    private static String said(Exception e) {
        return e instanceof JsonProcessingException
                ? "the body is no JSON"
                : String.valueOf(e.getMessage());
    }

    private void tokens(Context context) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("tokens");
        for (Token token : keys.tokens().get().tokens()) {
            ObjectNode one = array.addObject().put("id", token.id());
            one.put("created", token.created().toString());
            one.put("revoked", token.revoked() == null ? null : token.revoked().toString());
            texts(one.putArray("scopes"), token.scopes());
        }
        keys.tokens().get().unreadable().forEach(json.putArray("unreadable")::add);
        show(context, json);
    }

    private void secrets(Context context) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("services");
        keys.services().get().credentials().stream()
                .sorted(Comparator.comparing(WorkerCredential::service))
                .forEach(
                        credential -> {
                            ObjectNode one = array.addObject();
                            one.put("service", credential.service());
                            texts(one.putArray("allow"), credential.allow());
                            texts(one.putArray("calls"), credential.calls());
                        });
        keys.services().get().unreadable().forEach(json.putArray("unreadable")::add);
        show(context, json);
    }

    private static void texts(ArrayNode array, List<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }

    private void makeToken(Context context) throws JsonProcessingException {
        JsonNode wanted = JSON.readTree(context.body());
        String id = name(wanted.path("id").asText());
        List<Scope> scopes = list(wanted.path("scopes"), "scopes", Scope::parse);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token without a scope may do nothing");
        }
        if (token(id).isPresent()) {
            String why = "there is a token " + id + "; take it back first, or take another name";
            AdminApi.problem(context, 409, "It is there", why);
            return;
        }
        String text = keys.makeToken().apply(id, scopes);
        LOG.info("token {} made by {}: {}", id, AdminGate.who(context), scopes);
        context.status(201);
        show(context, JSON.createObjectNode().put("id", id).put("token", text));
    }

    /// The token with this id, unless it was taken back.
    private Optional<Token> token(String id) {
        return keys.tokens().get().tokens().stream()
                .filter(token -> token.id().equals(id) && token.revoked() == null)
                .findFirst();
    }

    private void makeSecret(Context context) throws JsonProcessingException {
        JsonNode wanted = JSON.readTree(context.body());
        String service = name(wanted.path("service").asText());
        List<Reach> announce = list(wanted.path("allow"), "allow", Reach::parse);
        List<Reach> call = list(wanted.path("calls"), "calls", Reach::parse);
        if (announce.isEmpty()) {
            throw new IllegalArgumentException("its workers must be allowed to announce something");
        }
        String text = keys.makeSecret().apply(service, new Keys.Allowed(announce, call));
        LOG.info("secret of {} made by {}: {}", service, AdminGate.who(context), announce);
        context.status(201);
        show(context, JSON.createObjectNode().put("service", service).put("secret", text));
    }

    private void revokeToken(Context context) {
        String id = name(String.valueOf(context.queryParam("id")));
        Optional<Token> token = token(id);
        if (id.equals(AdminGate.who(context))) {
            String why = "this is the token that asks; take it back with another one";
            AdminApi.problem(context, 409, "Not this one", why);
        } else if (token.isEmpty()) {
            AdminApi.problem(context, 404, "Not there", "there is no good token " + id);
        } else {
            keys.revokeToken().accept(token.get());
            LOG.info("token {} taken back by {}", id, AdminGate.who(context));
            show(context, JSON.createObjectNode().put("id", id));
        }
    }

    private void revokeSecret(Context context) {
        String service = name(String.valueOf(context.queryParam("service")));
        if (keys.services().get().find(service) == null) {
            AdminApi.problem(context, 404, "Not there", "there is no secret of " + service);
        } else {
            keys.revokeSecret().accept(service);
            LOG.info("secret of {} taken back by {}", service, AdminGate.who(context));
            show(context, JSON.createObjectNode().put("service", service));
        }
    }

    private static String name(String text) {
        if (!Names.isId(text)) {
            throw new IllegalArgumentException("names must match [A-Za-z0-9_-]{1,64}");
        }
        return text;
    }

    private static <T> List<T> list(JsonNode texts, String what, Function<String, T> reading) {
        if (!texts.isArray() || texts.size() > MOST_SCOPES) {
            throw new IllegalArgumentException(
                    "%s is a list of at most %d texts".formatted(what, MOST_SCOPES));
        }
        List<T> read = new ArrayList<>();
        texts.forEach(text -> read.add(reading.apply(text.asText())));
        return read;
    }

    private static void show(Context context, ObjectNode json) {
        context.contentType("application/json").result(json.toString());
    }
}
