package dev.hera.broker.admin.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class SubjectTest {
    private static final String CALLS =
            "hera_calls_total{endpoint=\"POST /0/echo\",outcome=\"answered\"} 7.0";
    private static final String TIMES =
            "hera_endpoint_call_seconds_bucket{endpoint=\"POST /0/echo\",le=\"0.1\"} 7.0";
    private static final String ATTEMPTS = "hera_attempts_total{worker=\"echo-1\"} 7.0";

    private static Subject subject(String kind, String name) {
        return Subject.of(kind, name).orElseThrow();
    }

    @Test
    void aPathSaysItWhatEverTheNameHolds() {
        for (String name : new String[] {"POST /0/echo", "GET /0/{a}/\"b\"?x=%2F", "", "√ü\n"}) {
            Subject subject = subject("endpoint", name);
            assertEquals(Optional.of(subject), Subject.read(subject.part()));
            assertTrue(subject.part().matches("[A-Za-z0-9._-]+"), subject.part());
        }
    }

    @Test
    void whatIsNoneIsNone() {
        assertEquals(Optional.empty(), Subject.of("caller", "acme"));
        assertEquals(Optional.empty(), Subject.of("endpoint", "x".repeat(2_000)));
        for (String part : new String[] {"", "all", ".", "endpoint.*", "caller.YQ"}) {
            assertEquals(Optional.empty(), Subject.read(part), part);
        }
    }

    @Test
    void eachHasItsLines() {
        Subject all = subject("all", "");
        assertTrue(all.lines().test(CALLS));
        assertFalse(all.lines().test(TIMES));
        assertFalse(all.lines().test(ATTEMPTS));
        Subject echo = subject("endpoint", "POST /0/echo");
        assertTrue(echo.lines().test(CALLS));
        assertTrue(echo.lines().test(TIMES));
        assertFalse(echo.lines().test(ATTEMPTS));
        assertFalse(subject("endpoint", "POST /0/ech").lines().test(CALLS));
        assertTrue(subject("worker", "echo-1").lines().test(ATTEMPTS));
        assertFalse(subject("worker", "echo").lines().test(ATTEMPTS));
    }

    @Test
    void namesAreReadAsLabelsAreWritten() {
        String line = "hera_calls_total{endpoint=\"GET /0/\\\"a\\\\b\\\"\"} 1.0";
        assertTrue(subject("endpoint", "GET /0/\"a\\b\"").lines().test(line), line);
    }
}
