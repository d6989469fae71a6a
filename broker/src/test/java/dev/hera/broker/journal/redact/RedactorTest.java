package dev.hera.broker.journal.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.record.KeptBody;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;

class RedactorTest {
    private static final String OURS = "hera_c_" + "aB3dE".repeat(9) + "F1xY";

    @TempDir Path folder;
    private Redactor redactor;

    @BeforeEach
    void key() throws IOException {
        redactor = new Redactor(MaskKey.in(folder.resolve("mask.key")), 1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hera_w_aB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEF1xY",
                "hera_a_aB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEaB3dEF1xY",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "xoxb-123456789012-abcdefABCDEF",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
            })
    void whatLooksLikeAKeyIsMaskedWhereverItStands(String key) {
        for (String around : List.of("%s", "see %s.", "{\"a\":\"%s\"}", "x=%s&y=1", "<%s>")) {
            String masked = redactor.text(around.formatted(key));
            assertFalse(masked.contains(key), masked);
            assertTrue(masked.contains(MaskKey.PREFIX), masked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0.0.0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0190163d-8694-739b-aea5-966c26f8ad91",
                "{\"description\":\"internationalisation_of_everything\",\"count\":123456}",
                "application/vnd.company.order-confirmation+json",
                "/0/metrics-api/some.very.long.path-with_many_words"
            })
    void whatIsNoSecretStaysTheSameObject(String text) {
        assertSame(text, redactor.text(text));
    }

    @Test
    void whatFollowsASchemeIsMasked() {
        for (String scheme : List.of("Bearer ", "bearer ", "Basic ", "BEARER%20", "Token  ")) {
            String masked = redactor.text("header was " + scheme + "dXNlcjpwYXNzd29yZA==, sorry");
            assertFalse(masked.contains("dXNlcjpwYXNzd29yZA"), masked);
            assertTrue(masked.endsWith(", sorry"), masked);
        }
    }

    @Test
    void oneSecretHasOneTokenAndAnotherKeyAnother() throws IOException {
        String once = redactor.text("a " + OURS);
        assertEquals(once.substring(2), redactor.text("again: " + OURS).substring(7));
        Redactor same = new Redactor(MaskKey.in(folder.resolve("mask.key")), 100);
        assertEquals(once, same.text("a " + OURS));
        Redactor other = new Redactor(MaskKey.in(folder.resolve("other.key")), 100);
        assertNotEquals(once, other.text("a " + OURS));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("mask.key"))));
    }

    @Test
    void aQueryLosesTheValuesOfSecretKeysOnly() {
        String masked = redactor.query("page=2&token=abc&Password=x%20y&q=to&key=&sig=1");
        assertTrue(masked.startsWith("page=2&token=masked:"), masked);
        assertTrue(masked.contains("&q=to&key=&sig=masked:"), masked);
        assertFalse(masked.contains("abc") || masked.contains("x%20y"), masked);
        assertEquals("page=2&q=to", redactor.query("page=2&q=to"));
    }

    @Test
    void headersThatCarrySecretsAreNotKept() {
        Map<String, String> headers =
                Map.of("cookie", "a=b", "accept", "*/*", "x-note", "Bearer abcdefghijklmnop1234");
        Map<String, String> kept = redactor.headers(headers);
        assertEquals("*/*", kept.get("accept"));
        assertFalse(kept.containsKey("cookie"));
        assertTrue(kept.getOrDefault("x-note", "").startsWith("Bearer " + MaskKey.PREFIX));
        assertSame(Map.of().getClass(), redactor.headers(Map.of()).getClass());
    }

    @Test
    void valuesAtPointersAreMaskedAndTheRestStaysByteForByte() {
        String json =
                "{ \"card\" : {\"number\": 4111,\"x\":1.10}, \"people\":[{\"ssn\":\"1\"},"
                        + " {\"ssn\":{\"a\":[2]}}], \"number\":7 }";
        KeptBody.Whole kept = whole(json, "/card/number", "/people/*/ssn");
        assertTrue(kept.masked());
        String text = new String(kept.body().toBytes(), StandardCharsets.UTF_8);
        assertTrue(JsonText.proved(kept.body().toBytes()).isPresent(), text);
        String blind = text.replaceAll("masked:[A-Za-z0-9_-]{22}", "M");
        assertEquals(
                "{ \"card\" : {\"number\": \"M\",\"x\":1.10}, \"people\":[{\"ssn\":\"M\"},"
                        + " {\"ssn\":\"M\"}], \"number\":7 }",
                blind);
    }

    private KeptBody.Whole whole(String json, String... pointers) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Body body = new Body.Json(JsonText.trusted(bytes));
        return assertInstanceOf(KeptBody.Whole.class, redactor.body(body, List.of(pointers)));
    }

    @Test
    void aPlainBodyIsNotCopied() {
        byte[] bytes = "{\"a\":[1,2,3]}".getBytes(StandardCharsets.UTF_8);
        Body body = new Body.Json(JsonText.trusted(bytes));
        KeptBody.Whole kept =
                assertInstanceOf(KeptBody.Whole.class, redactor.body(body, List.of()));
        assertSame(body, kept.body());
        assertFalse(kept.masked());
    }

    @Test
    void aPrivateKeyIsMaskedBetweenItsLines() {
        String pem = "-----BEGIN PRIVATE KEY-----\\nMIIE+a/b\\nc==\\n-----END PRIVATE KEY-----";
        KeptBody.Whole kept = whole("{\"pem\":\"" + pem + "\"}");
        String text = new String(kept.body().toBytes(), StandardCharsets.UTF_8);
        assertFalse(text.contains("MIIE"), text);
        assertTrue(JsonText.proved(kept.body().toBytes()).isPresent(), text);
    }

    /// Wherever a secret stands in whatever bytes, it does not get through.
    @Test
    void aSecretIsFoundAtEveryPlaceInAnyNoise() {
        Random random = new Random(48);
        byte[] secret = OURS.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[secret.length + random.nextInt(200)];
            random.nextBytes(noise);
            int at = random.nextInt(noise.length - secret.length + 1);
            System.arraycopy(secret, 0, noise, at, secret.length);
            KeptBody kept = redactor.body(new Body.Binary(noise), List.of());
            byte[] bytes = ((KeptBody.Whole) kept).body().toBytes();
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(OURS.substring(10, 40)), "seed 48, round " + i);
        }
    }

    @Test
    void aBodyOverTheLimitIsSaidToBe() throws IOException {
        Redactor small = new Redactor(MaskKey.in(folder.resolve("mask.key")), 10);
        KeptBody kept = small.body(new Body.Binary(new byte[11]), List.of());
        KeptBody.TooLarge large = assertInstanceOf(KeptBody.TooLarge.class, kept);
        assertEquals(11, large.length());
        assertEquals(64, large.sha256().length());
        assertInstanceOf(
                KeptBody.Whole.class, small.body(new Body.Binary(new byte[10]), List.of()));
    }
}
