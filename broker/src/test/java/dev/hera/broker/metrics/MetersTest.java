package dev.hera.broker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.NaughtyStrings;
import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.Ended;
import dev.hera.wire.Body;
import dev.hera.wire.id.TraceParent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class MetersTest {
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final int SERIES = 1_000;
    private static final Ledger LEDGER = new Ledger(7_000_000, 1_000, 2_000, 3_000, 4_000_000);
    private final Random random = new Random(11);
    private long now;
    private Figures figures = new Figures(List.of(), List.of());
    private final Meters meters = new Meters(() -> now, SERIES, () -> figures);

    @AfterEach
    void close() {
        meters.close();
    }

    private Scrape scrape() {
        now += Duration.ofSeconds(1).toNanos();
        return Scrape.parse(meters.scrape(PLAIN));
    }

    private void end(Origin origin, String endpoint, Outcome outcome, List<Attempt> attempts) {
        Instant at = Instant.EPOCH;
        CallId id = CallId.next(at, 7, random);
        TraceParent trace = new TraceParent(id.trace(), id.span(), false);
        meters.onEnd(
                new Ended(
                        id,
                        origin,
                        at,
                        "GET",
                        "/",
                        trace,
                        10,
                        new Caller("c"),
                        endpoint,
                        outcome,
                        attempts));
    }

    private static Outcome answered(int status) {
        Body body = new Body.Binary(new byte[100]);
        return new Outcome.Answered(status, Map.of(), body, null, "w", LEDGER);
    }

    private static Attempt attempt(int number, String worker, String outcome) {
        return new Attempt(number, worker, () -> "", Instant.EPOCH, 6_000_000, 4_000_000, outcome);
    }

    private static WorkerFigures worker(String id) {
        return new WorkerFigures(id, true, 1, Duration.ofMillis(3), null, null);
    }

    private static EndpointFigures endpoint(int number) {
        return new EndpointFigures("GET /0/e" + number, 1, 1);
    }

    @Test
    void aCallIsCountedByEndpointOutcomeAndStatus() {
        end(Origin.HTTP, "GET /0/a", answered(200), List.of(attempt(1, "w", "answered")));
        end(Origin.HTTP, "GET /0/a", answered(404), List.of(attempt(1, "w", "answered")));
        Scrape scrape = scrape();
        assertEquals(2, scrape.sum("hera_calls_total", "endpoint", "GET /0/a"));
        assertEquals(1, scrape.sum("hera_calls_total", "status", "4xx", "outcome", "answered"));
        assertEquals(2, scrape.sum("hera_endpoint_call_seconds_count", "endpoint", "GET /0/a"));
        assertEquals(0, scrape.sum("hera_endpoint_call_seconds_bucket", "le", "0.005"));
        assertEquals(2, scrape.sum("hera_endpoint_call_seconds_bucket", "le", "0.01"));
        assertEquals(0.014, scrape.sum("hera_calls_time_seconds_total"), 1e-9);
        assertEquals(0.008, scrape.sum("hera_call_phase_seconds_sum", "phase", "worker"), 1e-9);
        assertEquals(20, scrape.sum("hera_calls_body_bytes_total", "direction", "in"));
        assertEquals(200, scrape.sum("hera_calls_body_bytes_total", "direction", "out"));
    }

    @Test
    void whatNobodyRanIsCountedByItsReason() {
        Refusal why = new Refusal.NoSuchEndpoint("no");
        end(Origin.HTTP, "", new Outcome.NotExecuted(why, null, LEDGER), List.of());
        Scrape scrape = scrape();
        assertEquals(1, scrape.sum("hera_calls_refused_total", "kind", "no-such-endpoint"));
        assertEquals(1, scrape.sum("hera_calls_total", "endpoint", "other", "status", "4xx"));
    }

    @Test
    void attemptsAreCountedByWorkerAndAgainWhenTheyAreNotTheFirst() {
        List<Attempt> attempts = List.of(attempt(1, "w1", "busy"), attempt(2, "w2", "answered"));
        end(Origin.HTTP, "GET /0/a", answered(200), attempts);
        Scrape scrape = scrape();
        assertEquals(1, scrape.sum("hera_attempts_total", "worker", "w1", "outcome", "busy"));
        assertEquals(1, scrape.sum("hera_worker_call_seconds_count", "worker", "w2"));
        assertEquals(1, scrape.sum("hera_redispatches_total"));
    }

    @Test
    void replaysAndDeliveriesAreNoTraffic() {
        Origin replay = new Origin.Replay(CallId.next(Instant.EPOCH, 7, random));
        end(replay, "GET /0/a", answered(200), List.of(attempt(1, "w", "answered")));
        end(new Origin.Delivery(1), "GET /0/a", answered(200), List.of());
        Scrape scrape = scrape();
        assertEquals(0, scrape.sum("hera_calls_total"));
        assertEquals(1, scrape.sum("hera_calls_by_origin_total", "origin", "replay"));
        assertEquals(1, scrape.sum("hera_calls_by_origin_total", "origin", "delivery"));
        assertEquals(1, scrape.sum("hera_attempts_total", "worker", "w"));
    }

    @Test
    void naughtyNamesAreLabelsAndNothingElse() {
        for (String naughty : NaughtyStrings.all()) {
            end(Origin.HTTP, naughty, answered(200), List.of(attempt(1, naughty, "answered")));
        }
        figures =
                new Figures(
                        NaughtyStrings.all().stream().map(MetersTest::worker).toList(), List.of());
        Scrape scrape = scrape();
        assertEquals(NaughtyStrings.all().size(), scrape.sum("hera_calls_total"));
        assertFalse(scrape.values("hera_calls_total", "endpoint").contains("forged"));
        assertTrue(scrape.values("hera_calls_total", "endpoint").size() > 400, "void");
    }

    @Test
    void noNameHasMoreSeriesThanFitAndNoCallIsLost() {
        for (int i = 0; i < 3_000; i++) {
            Outcome outcome = answered(200 + 100 * (i % 4));
            end(Origin.HTTP, "GET /0/e" + i, outcome, List.of(attempt(1, "w" + i, "answered")));
        }
        figures =
                new Figures(
                        IntStream.range(0, 3_000).mapToObj(i -> worker("w" + i)).toList(),
                        IntStream.range(0, 3_000).mapToObj(MetersTest::endpoint).toList());
        Scrape full = scrape();
        full.sizes().forEach((name, size) -> assertTrue(size <= SERIES, name + " has " + size));
        assertEquals(3_000, full.sum("hera_calls_total"));
        assertEquals(3_000, full.sum("hera_endpoint_call_seconds_count"));
        assertEquals(3_000, full.sum("hera_attempts_total"));
        assertTrue(full.sum("hera_calls_total", "endpoint", "other") > 1_000, "void");
        for (int i = 3_000; i < 4_000; i++) {
            end(Origin.HTTP, "GET /0/e" + i, answered(200), List.of(attempt(1, "w" + i, "busy")));
        }
        Scrape later = scrape();
        assertEquals(4_000, later.sum("hera_calls_total"));
        assertEquals(full.sizes().get("hera_calls_total"), later.sizes().get("hera_calls_total"));
        assertEquals(
                full.sizes().get("hera_worker_call_seconds"),
                later.sizes().get("hera_worker_call_seconds"));
    }

    @Test
    void aWorkerThatIsLongGoneIsForgotten() {
        end(Origin.HTTP, "GET /0/a", answered(200), List.of(attempt(1, "w1", "answered")));
        figures = new Figures(List.of(worker("w1")), List.of());
        assertEquals(0.003, scrape().sum("hera_worker_ping_seconds", "worker", "w1"), 1e-9);
        figures = new Figures(List.of(), List.of());
        Scrape gone = scrape();
        assertEquals(Set.of(), gone.values("hera_worker_ping_seconds", "worker"));
        assertEquals(Set.of("w1"), gone.values("hera_attempts_total", "worker"));
        now += Duration.ofMinutes(11).toNanos();
        Scrape later = scrape();
        assertEquals(Set.of(), later.values("hera_attempts_total", "worker"));
        assertEquals(Set.of(), later.values("hera_worker_call_seconds_count", "worker"));
        assertEquals(1, later.sum("hera_calls_total"), "calls outlive the worker");
    }

    @Test
    void whoeverAsksAgainAtOnceGetsTheSameText() {
        scrape();
        end(Origin.HTTP, "GET /0/a", answered(200), List.of());
        assertEquals(0, Scrape.parse(meters.scrape(PLAIN)).sum("hera_calls_total"));
        assertEquals(1, scrape().sum("hera_calls_total"));
    }
}
