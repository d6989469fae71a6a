package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.worker.RawWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.calls.Duties;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What a caller may send that is wrong, and what must come back; the worker sees none of it.
class BadInputIT {
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static LocalPlatform hera;
    private static Worker worker;
    private static URI broker;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
        broker = hera.brokers().getFirst();
        Duties duties =
                new Duties(
                        () -> List.of(Endpoint.of("POST /0/echo"), Endpoint.of("GET /0/{a}/*")),
                        (call, _) -> {
                            SEEN.incrementAndGet();
                            return new Frame.Answer(
                                    call.id(),
                                    200,
                                    Map.of(),
                                    call.body(),
                                    call.contentType(),
                                    Load.NONE);
                        },
                        (state, n, mean) -> new Vitals(1, 1, state, 0, 0, 1, 1, 0, n, mean, 0));
        worker = RawWorker.start(hera.zookeeper(), "echo", hera.secretFor("echo"), duties);
    }

    @AfterAll
    static void stop() {
        worker.close();
        hera.close();
    }

    private static RawHttp.Answer post(String path, String headers, String body)
            throws IOException {
        return RawHttp.send(
                broker,
                "POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(path, hera.token(), headers, body.length(), body));
    }

    private static void refused(int status, RawHttp.Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals("not-executed", answer.header("Hera-Outcome"), answer.text());
        assertEquals("broker-1", answer.header("Hera-Broker"), answer.text());
        assertTrue(CallId.parse(answer.header("X-Request-UUID")).isPresent(), answer.text());
        assertEquals("application/problem+json", answer.header("Content-Type"), answer.text());
        assertTrue(answer.text().contains("\"uuid\":\"" + answer.header("X-Request-UUID")));
        assertFalse(answer.text().contains("jetty") || answer.text().contains("Exception"));
    }

    @Test
    void aGoodCallIsAnsweredSoThatTheOthersMeanSomething() throws IOException {
        RawHttp.Answer good = post("/0/echo", "Content-Type: application/json\r\n", "{\"a\":1}");
        assertEquals(200, good.status(), good.text());
        assertTrue(good.text().endsWith("{\"a\":1}"), good.text());
    }

    @Test
    void tokensAreAskedForBeforeAnythingElse() throws IOException {
        int before = SEEN.get();
        String bare =
                "POST /0/echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n";
        RawHttp.Answer none = RawHttp.send(broker, bare + "\r\n");
        refused(401, none);
        assertEquals("Bearer", none.header("WWW-Authenticate"));
        for (String wrong :
                List.of("Bearer nonsense", "Bearer ", "Basic dXNlcjpwYXNz", hera.token())) {
            refused(401, RawHttp.send(broker, bare + "Authorization: " + wrong + "\r\n\r\n"));
        }
        String narrow = hera.tokenFor("narrow", "call POST /1/");
        RawHttp.Answer forbidden = RawHttp.send(broker, "");
        for (int i = 0; i < 50 && forbidden.status() != 403; i++) {
            forbidden = RawHttp.send(broker, bare + "Authorization: Bearer " + narrow + "\r\n\r\n");
        }
        refused(403, forbidden);
        assertEquals(before, SEEN.get(), "a worker saw a call that may not be");
    }

    @Test
    void whatNobodyAnnouncedIsNotFound() throws IOException {
        refused(404, post("/1/nothing", "", ""));
        refused(404, RawHttp.send(broker, request("PUT /0/echo")));
        refused(404, RawHttp.send(broker, request("TRACE /0/echo")));
        refused(404, RawHttp.send(broker, request("BREW /0/echo")));
    }

    @Test
    void theMethodInAHeaderChangesNothing() throws IOException {
        refused(404, post("/0/a/b", "X-HTTP-Method-Override: GET\r\n", ""));
    }

    @Test
    void whatIsNotJsonIsMalformed() throws IOException {
        for (String bad : List.of("{", "{} {}", "nul", "[1,]", "\"\u00ff\"", "1 2")) {
            refused(400, post("/0/echo", "Content-Type: application/json\r\n", bad));
            refused(400, post("/0/echo", "Content-Type: application/ld+json; a=b\r\n", bad));
        }
        assertEquals(200, post("/0/echo", "Content-Type: text/plain\r\n", "{").status());
    }

    @Test
    void anEncodedBodyIsNotTaken() throws IOException {
        refused(415, post("/0/echo", "Content-Encoding: gzip\r\n", "x"));
        assertEquals(200, post("/0/echo", "Content-Encoding: identity\r\n", "x").status());
    }

    @Test
    void oneByteOverTheLimitIsTooLarge() throws IOException {
        String full = "x".repeat(1 << 20);
        assertEquals(200, post("/0/echo", "", full).status());
        refused(413, post("/0/echo", "", full + "x"));
    }

    @Test
    void tooLargeIsSaidBeforeTheBodyComes() throws IOException {
        String head =
                "POST /0/echo HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                        + hera.token()
                        + "\r\n";
        refused(413, RawHttp.send(broker, head + "Content-Length: 10000000000\r\n\r\nx"));
        refused(
                413,
                RawHttp.send(
                        broker,
                        head + "Expect: 100-continue\r\nContent-Length: 10000000000\r\n\r\n"));
    }

    @Test
    void anEndlessChunkedBodyIsCutAtTheLimit() throws IOException {
        StringBuilder chunks = new StringBuilder();
        String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
        for (int i = 0; i < 17; i++) {
            chunks.append(chunk);
        }
        String head =
                "POST /0/echo HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                        + hera.token()
                        + "\r\n";
        refused(413, RawHttp.send(broker, head + "Transfer-Encoding: chunked\r\n\r\n" + chunks));
    }

    @Test
    void aPathWithTwoReadingsIsRefused() throws IOException {
        for (String path :
                List.of(
                        "/0/../admin",
                        "/0/%2e%2e/b",
                        "/0/a%2fb",
                        "/0//b",
                        "/0/a;x=1/b",
                        "/0/a%5cb",
                        "/0/a%00b",
                        "/0/%c0%af",
                        "/0/..;/b",
                        "/0/a%3b/b",
                        "/0/\\b",
                        "/0/%zz")) {
            RawHttp.Answer answer = RawHttp.send(broker, request("GET " + path));
            refused(400, answer);
        }
    }

    @Test
    void badNumbersInOurHeadersAreMalformed() throws IOException {
        for (String bad : List.of("0", "-1", "x", "600001", "1.5", "99999999999999999999")) {
            refused(400, post("/0/echo", "Hera-Deadline-Ms: " + bad + "\r\n", ""));
        }
        refused(400, post("/0/echo", "Idempotency-Key: " + "k".repeat(256) + "\r\n", ""));
    }

    @Test
    void oneMessageIsNeverTwo() throws IOException {
        int before = SEEN.get();
        String auth = "Host: h\r\nAuthorization: Bearer " + hera.token() + "\r\n";
        String inner = "POST /0/echo HTTP/1.1\r\n" + auth + "Content-Length: 0\r\n\r\n";
        for (String tricks :
                List.of(
                        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                        "Content-Length: 0\r\nContent-Length: 5\r\n",
                        "Transfer-Encoding: chunked, identity\r\n",
                        "Transfer-Encoding : chunked\r\n",
                        "Content-Length: +5\r\n",
                        "Content-Length:\r\n",
                        "X-A: b\r\n folded\r\n")) {
            RawHttp.Answer answer =
                    RawHttp.send(
                            broker,
                            "POST /0/echo HTTP/1.1\r\n" + auth + tricks + "\r\n0\r\n\r\n" + inner);
            assertEquals(400, answer.status(), tricks + answer.text());
            assertEquals(1, answer.answers(), tricks + answer.text());
        }
        assertEquals(before, SEEN.get(), "a smuggled call reached the worker");
    }

    @Test
    void callersCannotSpeakAsThePlatform() throws IOException {
        String mine =
                "X-Request-UUID: 00000000-0000-7000-8000-000000000000\r\n"
                        + "Hera-Outcome: accepted\r\n";
        RawHttp.Answer answer = post("/0/echo", mine, "x");
        assertEquals(200, answer.status());
        assertFalse(answer.header("X-Request-UUID").startsWith("00000000"), answer.text());
        assertEquals("answered", answer.header("Hera-Outcome"));
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        RawHttp.Answer answer = post("/0/echo", "X-Long: " + "x".repeat(20_000) + "\r\n", "");
        assertEquals(431, answer.status(), answer.text());
    }

    private static String request(String line) {
        return line
                + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer "
                + hera.token()
                + "\r\n\r\n";
    }
}
