package dev.hera.broker.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jetty.http.HttpURI;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class CallPathTest {
    @Test
    void aPlainPathIsReadOneWay() {
        assertEquals(Optional.of("/0/metrics-api"), decoded("/0/metrics-api"));
        assertEquals(Optional.of("/0/a b/é"), decoded("/0/a%20b/%C3%A9"));
        assertEquals(Optional.of("/0/..a/b..c/"), decoded("/0/..a/b..c/"));
        assertEquals(Optional.of("/"), decoded("/"));
    }

    @Test
    void whatCanBeReadTwoWaysIsRefused() {
        for (String path :
                List.of(
                        "/a/../b",
                        "/a/./b",
                        "/a/..",
                        "/a//b",
                        "//a",
                        "/a/%2e%2e/b",
                        "/a/%2E%2E/b",
                        "/a/%2e/b",
                        "/a%2fb",
                        "/a%2Fb",
                        "/a%5cb",
                        "/a\\b",
                        "/a;x=1/b",
                        "/a%3bx=1/b",
                        "/a/..;/b",
                        "/a%00b",
                        "/a%0ab",
                        "/a%c0%afb",
                        "/a%ff",
                        "/a%ed%a0%80",
                        "/a%7f",
                        "/" + "x".repeat(5000))) {
            assertEquals(Optional.empty(), decoded(path), path);
        }
    }

    private static Optional<String> decoded(String path) {
        try {
            return CallPath.decoded(HttpURI.from("http", "host", 80, path));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // refused by Jetty before our reading
        }
    }
}
