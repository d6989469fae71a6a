package dev.hera.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Credentials as they stand in ZooKeeper, and the text of secrets.
class CredentialCodecTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String HASH = "ab".repeat(32);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        List<Scope> scopes = List.of(Scope.parse("call POST /0/"), Scope.parse("read-own"));
        Token token = new Token("shop", HASH, scopes, NOON, null);
        assertEquals(Optional.of(token), CredentialCodec.readToken(CredentialCodec.write(token)));
        Token revoked = token.revokedAt(NOON.plusSeconds(1));
        assertEquals(
                Optional.of(revoked), CredentialCodec.readToken(CredentialCodec.write(revoked)));
    }

    @Test
    void aWorkersCredentialIsReadAsItWasWrittenAndHoldsNoSecret() {
        NewWorkerSecret made =
                NewWorkerSecret.make(
                        "echo",
                        List.of(Reach.parse("POST /0/")),
                        List.of(Reach.parse("rpc sum")),
                        new SecureRandom());
        byte[] kept = CredentialCodec.write(made.credential());
        assertEquals(Optional.of(made.credential()), CredentialCodec.readWorker(kept));
        assertFalse(new String(kept, StandardCharsets.UTF_8).contains(made.reveal()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"a\"",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":[],\"created\":\"T\"} {}",
                "{\"id\":\"a\",\"id\":\"b\",\"sha256\":\"H\",\"scopes\":[],\"created\":\"T\"}",
                "{\"id\":\"a/b\",\"sha256\":\"H\",\"scopes\":[],\"created\":\"T\"}",
                "{\"id\":\"a\",\"sha256\":\"abc\",\"scopes\":[],\"created\":\"T\"}",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":[\"root\"],\"created\":\"T\"}",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":[7],\"created\":\"T\"}",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":\"call *\",\"created\":\"T\"}",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":[],\"created\":\"yesterday\"}",
                "{\"id\":\"a\",\"sha256\":\"H\",\"scopes\":[],\"created\":\"T\",\"revoked\":null}",
            })
    void whatIsNoTokenIsNotGuessedAt(String template) {
        String json =
                template.replace("\"H\"", '"' + HASH + '"')
                        .replace("\"T\"", '"' + NOON.toString() + '"');
        assertEquals(Optional.empty(), CredentialCodec.readToken(bytes(json)), json);
    }

    @Test
    void oneUnreadableEntryIsNamedAndTheOthersStand() {
        Token token = new Token("good", HASH, List.of(), NOON, null);
        byte[] good = CredentialCodec.write(token);
        TokenTable table = TokenTable.of(Map.of("good", good, "bad", bytes("?"), "alias", good));
        assertEquals(List.of(token), table.tokens());
        assertEquals(List.of("alias", "bad"), table.unreadable().stream().sorted().toList());
    }

    @Test
    void aSecretIsRecognisedAndAMistypedOneIsNot() {
        String text = TokenText.make(TokenText.Kind.CALLER, new SecureRandom());
        assertTrue(text.startsWith("hera_c_"));
        assertTrue(TokenText.isWellFormed(text));
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            String typo = text.substring(0, i) + other + text.substring(i + 1);
            assertFalse(TokenText.isWellFormed(typo), "place " + i);
        }
        assertFalse(TokenText.isWellFormed(text + "0"));
        assertNotEquals(text, TokenText.make(TokenText.Kind.CALLER, new SecureRandom()));
    }
}
