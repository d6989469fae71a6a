package dev.hera.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Refusal;
import dev.hera.wire.scram.ScramBroker;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class AccessTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private final String text = NewToken.make(NewToken.Kind.CALLER);
    private final Gatekeeper gatekeeper = new Gatekeeper();

    @Test
    void prefixesHoldAtSegmentBorders() {
        covers("/0/metrics", "GET /0/metrics", "POST /0/metrics/a");
        spares("/0/metrics", "GET /0/metrics-secret", "GET /0", "metrics");
        covers("/0/", "GET /0/a", "POST /0/a/b");
        spares("/0/", "GET /0", "GET /00/a", "GET /1/0/a");
        covers("POST /0/", "POST /0/a");
        spares("POST /0/", "GET /0/a", "POSTS /0/a");
        covers("*", "GET /a", "sum");
        covers("sum", "sum");
        spares("sum", "sums", "GET /sum");
        covers("math.*", "math.sum", "math.");
        spares("math.*", "math", "maths.sum");
    }

    @Test
    void aPrefixThatIsNoneIsRefused() {
        for (String bad : List.of("", "POST 0/a", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> EndpointPrefix.parse(bad), bad);
        }
    }

    @Test
    void aTokenAllowsWhatItsScopesSay() {
        allow(Scope.parse("call POST /0/metrics"), Scope.parse("admin:read"));
        assertEquals(
                new Verdict.Allowed(new Caller("acme")),
                judge(text, Scope.Verb.CALL, "POST /0/metrics"));
        assertInstanceOf(Verdict.Allowed.class, judge(text, Scope.Verb.ADMIN_READ, "*"));
        forbidden(judge(text, Scope.Verb.CALL, "GET /0/metrics"));
        forbidden(judge(text, Scope.Verb.CALL, "POST /0/metrics-secret"));
        forbidden(judge(text, Scope.Verb.ADMIN_WRITE, "*"));
    }

    @Test
    void unknownMistypedMissingAndRevokedAreToldTheSame() {
        allow(Scope.parse("call"));
        Verdict missing = gatekeeper.judge(Credential.NONE, Scope.Verb.CALL, "GET /a");
        assertInstanceOf(Refusal.Unauthenticated.class, ((Verdict.Denied) missing).refusal());
        String other = NewToken.make(NewToken.Kind.CALLER);
        assertEquals(missing, judge(other, Scope.Verb.CALL, "GET /a"));
        assertEquals(missing, judge(text + "x", Scope.Verb.CALL, "GET /a"));
        assertEquals(
                missing, judge(text.toUpperCase(java.util.Locale.ROOT), Scope.Verb.CALL, "GET /a"));
        gatekeeper.replace(TokenTable.EMPTY);
        assertEquals(missing, judge(text, Scope.Verb.CALL, "GET /a"));
    }

    @Test
    void whatIsKeptOfATokenIsNotTheToken() {
        Token token = token(Scope.parse("call POST /0/"), Scope.parse("call sum"));
        String kept = new String(token.toBytes(), StandardCharsets.UTF_8);
        assertFalse(kept.contains(text) || kept.contains(text.substring(7, 30)), kept);
        assertEquals(Optional.of(token), Token.read(token.toBytes()));
        assertEquals(
                Optional.empty(), Token.read("{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.empty(), Token.read("nonsense".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tokensAreLongDifferentAndCheckable() {
        assertTrue(text.startsWith("hera_c_") && text.length() > 50, text);
        assertNotEquals(text, NewToken.make(NewToken.Kind.CALLER));
        assertTrue(NewToken.isWellFormed(text));
        assertFalse(NewToken.isWellFormed(text.substring(1)));
        assertFalse(NewToken.isWellFormed(""));
        assertFalse(NewToken.isWellFormed("hera_"));
    }

    @Test
    void aServiceMayAnnounceOnlyWhatItsCredentialAllows() {
        WorkerCredential credential =
                new WorkerCredential(
                        "metrics",
                        ScramBroker.verifier("secret"),
                        List.of(EndpointPrefix.parse("/0/"), EndpointPrefix.parse("sum")));
        assertTrue(credential.mayAnnounce("POST /0/metrics-api"));
        assertTrue(credential.mayAnnounce("sum"));
        assertFalse(credential.mayAnnounce("POST /1/metrics-api"));
        assertFalse(credential.mayAnnounce("subtract"));
        assertEquals(Optional.of(credential), WorkerCredential.read(credential.toBytes()));
        String kept = new String(credential.toBytes(), StandardCharsets.UTF_8);
        assertFalse(kept.contains("\"secret\""), kept);
    }

    private void allow(Scope... scopes) {
        gatekeeper.replace(TokenTable.of(List.of(token(scopes).toBytes(), new byte[] {1})));
        assertEquals(1, gatekeeper.tokens());
    }

    private Token token(Scope... scopes) {
        return new Token("acme", NewToken.sha256(text), List.of(scopes), NOW);
    }

    private Verdict judge(String token, Scope.Verb verb, String endpoint) {
        return gatekeeper.judge(Credential.bearer(token), verb, endpoint);
    }

    private static void forbidden(Verdict verdict) {
        assertInstanceOf(Refusal.Forbidden.class, ((Verdict.Denied) verdict).refusal());
    }

    private static void covers(String prefix, String... endpoints) {
        for (String endpoint : endpoints) {
            assertTrue(EndpointPrefix.parse(prefix).covers(endpoint), prefix + " on " + endpoint);
        }
    }

    private static void spares(String prefix, String... endpoints) {
        for (String endpoint : endpoints) {
            assertFalse(EndpointPrefix.parse(prefix).covers(endpoint), prefix + " on " + endpoint);
        }
    }
}
