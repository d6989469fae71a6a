package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.metrics.trace.Collector;
import dev.hera.worker.Worker;
import dev.hera.worker.watch.MicrometerWatch;
import dev.hera.worker.watch.TracedCalls;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A trace through a broker and a worker, as a collector gets it, and a worker's own meters.
class TracesIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String ENDPOINT = "GET /0/traced";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
    private Collector collector;
    private LocalPlatform hera;
    private Worker worker;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        collector = Collector.start();
        hera =
                new LocalPlatform.Opener()
                        .start(1, data, Map.of("trace.collector", collector.address()));
        ObservationRegistry observed = collector.observing("worker");
        worker =
                Worker.named("t")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("t"))
                        .instance("traced")
                        .watch(new MicrometerWatch(meters))
                        .use(new TracedCalls(observed))
                        .get(
                                "/0/traced",
                                call -> {
                                    seen.add(call.traceparent().orElse("none"));
                                    return Map.of("a", 1);
                                })
                        .get(
                                "/0/broken",
                                _ -> {
                                    throw new IllegalStateException("no");
                                })
                        .start();
    }

    @AfterEach
    void stop() {
        worker.close();
        hera.close();
        collector.close();
        client.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                        .header("Authorization", "Bearer " + hera.token());
        if (headers.length > 0) {
            call.headers(headers);
        }
        return client.send(call.build(), BodyHandlers.ofString());
    }

    @Test
    void aSampledCallIsOneTraceFromItsCallerToTheHandler() throws Exception {
        String parent = "00-" + TRACE + "-" + CALLER + "-01";
        assertEquals(200, get("/0/traced", "traceparent", parent).statusCode());
        Collector.Span call = collector.await("hera-broker", "SERVER");
        Collector.Span attempt = collector.await("hera-broker", "CLIENT");
        Collector.Span handler = collector.await("worker", "SERVER");
        for (Collector.Span span : List.of(call, attempt, handler)) {
            assertEquals(TRACE, span.trace());
            assertEquals(ENDPOINT, span.name());
            assertTrue(span.nanos() > 0);
        }
        assertEquals(CALLER, call.parent());
        assertEquals(call.id(), attempt.parent());
        assertEquals(attempt.id(), handler.parent());
        assertEquals("00-" + TRACE + "-" + attempt.id() + "-01", seen.take());
        assertEquals("200", call.tags().get("http.response.status_code"));
        assertEquals("t-traced", attempt.tags().get("hera.worker"));
    }

    @Test
    void aCallThatNobodySamplesHasAPlaceAndNoSpan() throws Exception {
        HttpResponse<String> answer = get("/0/traced", "traceparent", "00-zz", "tracestate", "a=b");
        assertEquals(200, answer.statusCode());
        String told = seen.take();
        String uuid = answer.headers().firstValue("X-Request-UUID").orElseThrow();
        assertTrue(told.startsWith("00-" + uuid.replace("-", "") + "-"), told);
        assertTrue(told.endsWith("-00"), told);
        get("/0/traced", "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
        String unsampled = seen.take();
        assertTrue(unsampled.startsWith("00-" + TRACE) && unsampled.endsWith("-00"), unsampled);
        assertFalse(unsampled.contains(CALLER));
        get("/0/traced", "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        assertNotEquals("", collector.await("hera-broker", "SERVER").id());
        assertEquals(1, collector.count("hera-broker", "SERVER"));
    }

    @Test
    void aWorkerMetersItsCallsIntoTheRegistryOfItsAuthor() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(200, get("/0/traced").statusCode());
        }
        assertEquals(500, get("/0/broken").statusCode());
        assertEquals(
                5,
                meters.get("hera.handler")
                        .tags("endpoint", ENDPOINT, "status", "2xx")
                        .timer()
                        .count());
        assertEquals(1, meters.get("hera.handler").tags("status", "5xx").timer().count());
        assertEquals(1, meters.get("hera.sdk.links").gauge().value());
        assertTrue(meters.get("hera.sdk.resident.memory").gauge().value() > 1e6);
    }
}
