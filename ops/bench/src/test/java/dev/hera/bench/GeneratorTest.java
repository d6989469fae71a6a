package dev.hera.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

class GeneratorTest {
    private static final String BODY = "{\"n\":1}";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// The first calls of a process load its classes.
    @BeforeAll
    static void warmUp() throws IOException {
        try (StubServer server = StubServer.prompt()) {
            run(server, 0, 2, 500);
            run(server, 500, 2, 500);
        }
    }

    private static Tally run(StubServer server, int perSecond, int connections, int millis) {
        return Generator.run(load(server.url(), perSecond, connections, millis, LIMIT), 7);
    }

    private static Load load(URI url, int perSecond, int connections, int millis, Duration limit) {
        Duration length = Duration.ofMillis(millis);
        return new Load(url, "", BODY, BODY, perSecond, connections, length, limit);
    }

    /// 200 ms in 5 s are one call in 25, so that one in a hundred shows most of a stall.
    @Test
    void aStallIsSeenByEveryCallThatWouldHaveBeenMade() throws IOException {
        Duration stall = Duration.ofMillis(200);
        try (StubServer server = StubServer.stalling(stall, Duration.ofSeconds(5))) {
            Tally tally = run(server, 500, 8, 5000);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.latencyMicros(99) > 110_000, tally::toString);
        }
    }

    /// The same server, asked by callers who wait: of so many calls only eight met the stall.
    @Test
    void aClosedLoopHidesAStall() throws IOException {
        Duration stall = Duration.ofMillis(200);
        try (StubServer server = StubServer.stalling(stall, Duration.ofSeconds(2))) {
            Tally tally = run(server, 0, 8, 1500);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.longestMicros() > 150_000, tally::toString);
            assertTrue(tally.latencyMicros(90) < 110_000, tally::toString);
        }
    }

    @Test
    void withoutAStallThereIsNone() throws IOException {
        try (StubServer server = StubServer.prompt()) {
            Tally tally = run(server, 500, 8, 1500);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.latencyMicros(50) < 100_000, tally::toString);
            assertEquals(500, tally.perSecond(), 75, tally::toString);
        }
    }

    @Test
    void aWrongAnswerIsAnErrorInEitherLoop() throws IOException {
        try (StubServer server = StubServer.answering("{\"n\":2}")) {
            for (int perSecond : new int[] {0, 500}) {
                Tally tally = run(server, perSecond, 1, 500);
                assertTrue(tally.calls() > 0, tally::toString);
                assertEquals(tally.calls(), tally.errors(), tally::toString);
                assertEquals("HTTP/1.1 200 OK, a body of 7 bytes", tally.firstError());
            }
        }
    }

    @Test
    void aFailureCountsAsTheWholeLimit() throws IOException {
        try (StubServer server = StubServer.failing()) {
            for (int perSecond : new int[] {0, 500}) {
                Tally tally = run(server, perSecond, 2, 500);
                assertTrue(tally.calls() > 2, tally::toString);
                assertEquals(tally.calls(), tally.errors(), tally::toString);
                assertEquals(0, tally.timeouts(), tally::toString);
                assertEquals(20e6, (double) tally.latencyMicros(50), 20e3, tally::toString);
            }
        }
    }

    @Test
    void noAnswerInTimeIsATimeoutInEitherLoop() throws IOException {
        try (StubServer server = StubServer.steady(Duration.ofMinutes(1))) {
            for (int perSecond : new int[] {0, 100}) {
                Load load = load(server.url(), perSecond, 2, 900, Duration.ofMillis(300));
                Tally tally = Generator.run(load, 7);
                assertTrue(tally.timeouts() >= 2, tally::toString);
                assertEquals(tally.calls(), tally.timeouts(), tally::toString);
                assertEquals(300e3, (double) tally.latencyMicros(99), 300, tally::toString);
            }
        }
    }

    @Test
    void aServerThatIsGoneIsAnErrorAndNotTheEnd() throws IOException {
        URI url;
        try (StubServer server = StubServer.prompt()) {
            url = server.url();
        }
        for (int perSecond : new int[] {0, 100}) {
            Tally tally = Generator.run(load(url, perSecond, 2, 400, LIMIT), 7);
            assertTrue(tally.errors() > 0, tally::toString);
            assertEquals(tally.calls(), tally.errors(), tally::toString);
        }
    }

    @Test
    void aServerThatClosesAfterEachAnswerIsAskedOnNewConnections() throws IOException {
        try (StubServer server = StubServer.closing()) {
            for (int perSecond : new int[] {0, 200}) {
                Tally tally = run(server, perSecond, 2, 500);
                assertTrue(tally.calls() > 10, tally::toString);
                assertEquals(0, tally.errors(), tally::firstError);
            }
        }
    }

    @Test
    void largeBodiesGoBothWays() throws IOException {
        String body = "x".repeat(3_000_000);
        try (StubServer server = StubServer.answering(body)) {
            for (int perSecond : new int[] {0, 20}) {
                Duration length = Duration.ofMillis(800);
                Load load = new Load(server.url(), "", body, perSecond, 2, length);
                Tally tally = Generator.run(load, 7);
                assertTrue(tally.calls() > 0, tally::toString);
                assertEquals(0, tally.errors(), tally::firstError);
            }
        }
    }
}
