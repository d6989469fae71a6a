package dev.hera.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.Body;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class GatekeeperTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final Map<String, byte[]> tokens = new HashMap<>();
    private final Map<String, byte[]> workers = new HashMap<>();
    private final Gatekeeper gatekeeper =
            new Gatekeeper(() -> TokenTable.of(tokens), () -> WorkerTable.of(workers));

    private NewToken token(String id, String... scopes) {
        NewToken made =
                NewToken.make(
                        id,
                        List.of(scopes).stream().map(Scope::parse).toList(),
                        NOON,
                        new SecureRandom());
        tokens.put(id, CredentialCodec.write(made.token()));
        return made;
    }

    private Call call(Origin origin, String target, Credential credential) {
        CallId id = CallId.next(NOON, 1, new Random(1));
        boolean rpc = !target.startsWith("/");
        return new Call(
                id,
                origin,
                rpc ? "" : "POST",
                target,
                target,
                "",
                Map.of(),
                Body.NONE,
                null,
                credential,
                null,
                NOON,
                0,
                id,
                null,
                null,
                false);
    }

    private Verdict judge(String text, String target) {
        return gatekeeper.judge(call(Origin.HTTP, target, Credential.bearer(text)));
    }

    private static Refusal refusal(Verdict verdict) {
        return assertInstanceOf(Verdict.Denied.class, verdict).refusal();
    }

    @Test
    void aTokenMayWhatItsScopesSayAndNoMore() {
        NewToken made = token("shop", "call POST /0/", "call rpc sum");
        assertEquals(
                new Verdict.Allowed(new Caller("shop", "call POST /0/")),
                judge(made.reveal(), "/0/leads"));
        assertEquals(
                new Verdict.Allowed(new Caller("shop", "call rpc sum")),
                judge(made.reveal(), "sum"));
        assertInstanceOf(Refusal.Forbidden.class, refusal(judge(made.reveal(), "/1/leads")));
        assertInstanceOf(Refusal.Forbidden.class, refusal(judge(made.reveal(), "subtract")));
    }

    @Test
    void noTokenUnknownTokenAndRevokedTokenGetOneAnswer() {
        NewToken made = token("gone", "call *");
        byte[] revoked = CredentialCodec.write(made.token().revokedAt(NOON));
        Refusal missing = refusal(gatekeeper.judge(call(Origin.HTTP, "/0/x", Credential.NONE)));
        tokens.put("gone", revoked);
        assertInstanceOf(Refusal.Unauthenticated.class, missing);
        assertEquals(missing, refusal(judge(made.reveal(), "/0/x")));
        assertEquals(missing, refusal(judge("hera_c_wrong", "/0/x")));
        assertEquals(missing, refusal(judge(made.token().sha256(), "/0/x")));
    }

    @Test
    void onlyAnAdministratorIsAdmitted() {
        Credential caller = Credential.bearer(token("shop", "call *", "read-own").reveal());
        Credential admin = Credential.bearer(token("boss", "admin:read").reveal());
        Verdict.Allowed boss = new Verdict.Allowed(new Caller("boss"));
        assertInstanceOf(
                Refusal.Forbidden.class, refusal(gatekeeper.admin(caller, Scope.Verb.ADMIN_READ)));
        assertEquals(boss, gatekeeper.admin(admin, Scope.Verb.ADMIN_READ));
        assertInstanceOf(
                Refusal.Forbidden.class, refusal(gatekeeper.admin(admin, Scope.Verb.ADMIN_WRITE)));
        assertEquals(new Verdict.Allowed(new Caller("shop")), gatekeeper.readOwn(caller));
    }

    @Test
    void aWorkerMayCallWhatItsCredentialSays() {
        NewWorkerSecret made =
                NewWorkerSecret.make(
                        "report",
                        List.of(Reach.parse("GET /0/report")),
                        List.of(Reach.parse("rpc sum")),
                        new SecureRandom());
        workers.put("report", CredentialCodec.write(made.credential()));
        Origin origin = new Origin.Remote("report", 1, "");
        assertEquals(
                new Verdict.Allowed(new Caller("report", "remote rpc sum")),
                gatekeeper.judge(call(origin, "sum", Credential.NONE)));
        assertInstanceOf(
                Refusal.Forbidden.class,
                refusal(gatekeeper.judge(call(origin, "/0/report", Credential.NONE))));
        assertInstanceOf(
                Refusal.Forbidden.class,
                refusal(
                        gatekeeper.judge(
                                call(new Origin.Remote("nobody", 1, ""), "sum", Credential.NONE))));
    }

    @Test
    void whatIsShownSaysNothingOfTheSecret() {
        NewToken made = token("shop", "call *");
        String kept = new String(tokens.getOrDefault("shop", new byte[0]), StandardCharsets.UTF_8);
        assertEquals(-1, kept.indexOf(made.reveal()));
        assertEquals(-1, made.toString().indexOf(made.reveal()));
        assertEquals(-1, Credential.bearer(made.reveal()).toString().indexOf(made.reveal()));
        assertNotEquals(made.reveal(), token("shop2", "call *").reveal());
    }
}
