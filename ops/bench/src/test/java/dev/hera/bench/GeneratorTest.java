package dev.hera.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

class GeneratorTest {
    private static final String BODY = "{\"n\":1}";

    private static Tally run(StubServer server, int perSecond, int connections, int millis) {
        Duration length = Duration.ofMillis(millis);
        return Generator.run(new Load(server.url(), "", BODY, perSecond, connections, length), 7);
    }

    @Test
    void aStallIsSeenByEveryCallThatWouldHaveBeenMade() throws IOException {
        try (StubServer server = StubServer.stallingOnce(Duration.ofMillis(200))) {
            Tally tally = run(server, 500, 1, 2000);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.latencyMicros(50) < 50_000, tally::toString);
            assertTrue(tally.latencyMicros(99) > 120_000, tally::toString);
        }
    }

    @Test
    void withoutAStallThereIsNone() throws IOException {
        try (StubServer server = StubServer.prompt()) {
            Tally tally = run(server, 500, 8, 2000);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.latencyMicros(95) < 100_000, tally::toString);
            assertEquals(500, tally.perSecond(), 75, tally::toString);
        }
    }

    @Test
    void aWrongAnswerIsAnError() throws IOException {
        try (StubServer server = StubServer.answering("{\"n\":2}")) {
            Tally tally = run(server, 0, 1, 200);
            assertTrue(tally.calls() > 0, tally::toString);
            assertEquals(tally.calls(), tally.errors(), tally::toString);
        }
    }

    @Test
    void aClosedLoopSendsAsManyAsGo() throws IOException {
        try (StubServer server = StubServer.prompt()) {
            Tally tally = run(server, 0, 4, 1000);
            assertEquals(0, tally.errors(), tally::toString);
            assertTrue(tally.perSecond() > 500, tally::toString);
        }
    }
}
