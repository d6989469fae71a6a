package dev.hera.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

/// What a prefix covers, to the segment.
class ReachTest {
    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "POST /0/metrics, POST /0/metrics, true",
        "POST /0/metrics, POST /0/metrics/x, true",
        "POST /0/metrics, POST /0/metrics-secret, false",
        "POST /0/metrics, POST /0/metric, false",
        "POST /0/metrics, GET /0/metrics, false",
        "POST /0/metrics/, POST /0/metrics, false",
        "POST /0/met*, POST /0/metrics-secret, true",
        "POST /0/metrics, POST /0/*, false",
        "POST /0/metrics, POST /0/{name}, false",
        "POST /0/metrics, POST /0/metrics/*, true",
        "* /0/, GET /0/x, true",
        "* /0/, sum, false",
        "* /0/, GET /1/x, false",
        "* /, DELETE /anything, true",
        "*, POST /0/x, true",
        "*, sum, true",
        "rpc sum, sum, true",
        "rpc sum, sums, false",
        "rpc sum, POST /sum, false",
        "rpc stock.*, stock.get, true",
        "rpc stock.*, stock, false",
        "rpc *, sum, true",
        "rpc *, POST /0/x, false",
    })
    void covers(String reach, String endpoint, boolean covered) {
        assertEquals(covered, Reach.parse(reach).covers(endpoint));
        assertEquals(reach, Reach.parse(reach).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/0/",
                "post /0/",
                "POST",
                "POST 0/",
                "rpc ",
                "rpc",
                "* ",
                "POST /a b",
                "POST /a*b",
                "rpc a*b",
                "**",
                "POST\t/0/",
                "POST /\u0000",
                "POST /ü"
            })
    void whatIsNoReachIsRefusedWithWhatIsAllowed(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Reach.parse(text));
        assertEquals(true, String.valueOf(refused.getMessage()).contains("allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call POST /0/",
                "call *",
                "async * /0/x",
                "replay rpc sum",
                "read-own",
                "admin:read",
                "admin:write"
            })
    void aScopeIsWrittenAsItIsRead(String text) {
        assertEquals(text, Scope.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "calls *", "read-own *", "admin:read *", "admin", "CALL *", ""})
    void whatIsNoScopeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Scope.parse(text));
    }

    @Test
    void noVerbIncludesAnother() {
        Token token =
                new Token("t", "0".repeat(64), List.of(Scope.parse("call *")), Instant.EPOCH, null);
        assertEquals(true, token.allows(Scope.Verb.CALL, "GET", "/x"));
        assertEquals(false, token.allows(Scope.Verb.ASYNC, "GET", "/x"));
        assertEquals(false, token.allows(Scope.Verb.READ_OWN));
    }
}
