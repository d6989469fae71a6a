package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.metrics.Dashboards;
import dev.hera.broker.metrics.Scrape;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.worker.RawWorker;
import dev.hera.worker.Worker;
import dev.hera.worker.calls.Duties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What brokers count against what was sent to them and what workers ran: equal, to the last call.
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger ran = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    /// How many callers were told what.
    private final Map<Told, Integer> told = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private LocalPlatform hera;
    private String secret;

    private record Told(int broker, String endpoint, String outcome, String status) {}

    @BeforeEach
    void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        secret = hera.secretFor("m");
    }

    @AfterEach
    void stop() {
        release.countDown();
        hera.close();
        client.close();
    }

    /// Echoes, fails on request, and holds calls to `/0/held` until it is released.
    private Worker worker(String instance) {
        Duties duties =
                new Duties(
                        () ->
                                List.of(
                                        Endpoint.of("POST /0/echo"),
                                        Endpoint.of("GET /0/fail"),
                                        Endpoint.of("GET /0/held")),
                        (call, _) -> answer(call),
                        (state, n, mean) ->
                                new Vitals(1, 1, state, 0.25, 0.5, 300, 1000, 0.5, n, mean, 0));
        return RawWorker.start(hera.zookeeper(), "m", secret, instance, duties);
    }

    private Frame.Reply answer(Frame.Invoke call) {
        ran.incrementAndGet();
        return switch (call.endpoint()) {
            case "GET /0/fail" ->
                    new Frame.Failure(call.id(), ErrorCode.INTERNAL_ERROR, "no", Load.NONE);
            case "GET /0/held" -> {
                hold();
                yield new Frame.Answer(call.id(), 200, Map.of(), Body.NONE, null, Load.NONE);
            }
            default ->
                    new Frame.Answer(
                            call.id(), 201, Map.of(), call.body(), call.contentType(), Load.NONE);
        };
    }

    private void hold() {
        try {
            var _ = release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder to(int broker, String path) {
        return HttpRequest.newBuilder(hera.brokers().get(broker).resolve(path))
                .header("Authorization", "Bearer " + hera.token())
                .timeout(PATIENCE);
    }

    private void send(int broker, String endpoint, int status, HttpRequest.Builder call)
            throws Exception {
        HttpResponse<String> answer = client.send(call.build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), answer.body());
        told(broker, endpoint, answer.headers().firstValue("Hera-Outcome").orElse(""), status);
    }

    private void told(int broker, String endpoint, String outcome, int status) {
        told.merge(new Told(broker, endpoint, outcome, status / 100 + "xx"), 1, Integer::sum);
    }

    private Scrape scrape(int broker) {
        int port = hera.running().get(broker).node().linkPort();
        URI metrics = URI.create("http://127.0.0.1:" + port + "/_hera/metrics");
        try {
            return Scrape.parse(
                    client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String dump() {
        return scrape(0).toString() + scrape(1);
    }

    private void until(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, () -> "never: " + what + dump());
            LockSupport.parkNanos(50_000_000);
        }
    }

    private void areLinked(Worker one, Worker two) {
        until("links", () -> sum("hera_endpoint_ready_workers") == 12);
        assertEquals(2, one.links().size());
        assertEquals(2, two.links().size());
    }

    @Test
    void everyCallIsCountedOnceWhereverItEnded() throws Exception {
        try (Worker one = worker("one");
                Worker two = worker("two")) {
            areLinked(one, two);
            answeredAndFailed();
            until("vitals", () -> scrape(0).sum("hera_worker_cpu_ratio") > 0);
            names.addAll(scrape(0).names());
            turnedAwayBeforeTheyWereCalls();
            refusedAfterTheyWere();
            lostOnTheWay(one, two);
        }
        told.forEach((what, times) -> until(times + " of " + what, () -> counted(what) == times));
        int all = told.values().stream().mapToInt(i -> i).sum();
        assertEquals(all, sum("hera_calls_total"));
        assertEquals(all, sum("hera_call_seconds_count"));
        assertEquals(all, sum("hera_endpoint_call_seconds_count"));
        assertEquals(all, sum("hera_calls_by_origin_total", "origin", "http"));
        assertEquals(ran.get(), sum("hera_attempts_total"));
        assertEquals(ran.get(), sum("hera_worker_call_seconds_count"));
        assertEquals(0, sum("hera_redispatches_total"));
        kindsOfRefusal();
        dashboardsAskForWhatThereIs();
        assertEquals(1, sum("hera_calls_unknown_total", "kind", "worker-lost"));
        assertEquals(1, sum("hera_calls_unknown_total", "kind", "deadline"));
        assertEquals(31 * 6, sum("hera_calls_body_bytes_total", "direction", "out"));
    }

    private double counted(Told what) {
        return scrape(what.broker())
                .sum(
                        "hera_calls_total",
                        "endpoint",
                        what.endpoint(),
                        "outcome",
                        what.outcome(),
                        "status",
                        what.status());
    }

    private double sum(String name, String... labels) {
        return scrape(0).sum(name, labels) + scrape(1).sum(name, labels);
    }

    private void answeredAndFailed() throws Exception {
        for (int i = 0; i < 31; i++) {
            send(i % 2, "POST /0/echo", 201, to(i % 2, "/0/echo").POST(json("{\"a\":1")));
        }
        for (int i = 0; i < 7; i++) {
            send(0, "GET /0/fail", 500, to(0, "/0/fail"));
        }
    }

    /// Six bytes as they come, without a content type: nobody looks whether they are JSON.
    private static HttpRequest.BodyPublisher json(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private void turnedAwayBeforeTheyWereCalls() throws Exception {
        HttpRequest.Builder malformed = to(1, "/0/echo").header("Content-Type", "application/json");
        send(1, "other", 400, malformed.POST(json("{")));
        send(1, "other", 415, to(1, "/0/echo").header("Content-Encoding", "gzip").POST(json("x")));
        send(1, "other", 400, to(1, "/0/a;b=c"));
        for (String bytes : List.of("GET /0/%zz HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n")) {
            RawHttp.Answer answer = RawHttp.send(hera.brokers().get(1), bytes);
            assertEquals(400, answer.status(), answer.text());
            told(1, "other", answer.header("Hera-Outcome"), answer.status());
        }
    }

    private void refusedAfterTheyWere() throws Exception {
        send(0, "other", 404, to(0, "/0/nobody"));
        send(0, "other", 404, to(0, "/0/nobody-else"));
        HttpRequest.Builder bare = to(0, "/0/fail").setHeader("Authorization", "Bearer nonsense");
        send(0, "other", 401, bare);
    }

    private void lostOnTheWay(Worker one, Worker two) throws Exception {
        send(0, "GET /0/held", 504, to(0, "/0/held").header("Hera-Deadline-Ms", "300"));
        CompletableFuture<HttpResponse<String>> lost =
                client.sendAsync(to(1, "/0/held").build(), BodyHandlers.ofString());
        until("the call is held", () -> ran.get() == 31 + 7 + 2);
        one.close();
        two.close();
        HttpResponse<String> answer = lost.get(60, TimeUnit.SECONDS);
        assertEquals(502, answer.statusCode());
        told(1, "GET /0/held", "unknown", 502);
        until("nobody is there", () -> scrape(0).sum("hera_links") == 0);
        send(0, "GET /0/fail", 503, to(0, "/0/fail"));
    }

    private void dashboardsAskForWhatThereIs() throws IOException {
        names.addAll(scrape(0).names());
        names.addAll(scrape(1).names());
        Set<String> asked = new TreeSet<>(Dashboards.names());
        assertTrue(asked.size() > 30, "void: " + asked);
        asked.removeAll(names);
        assertEquals(Set.of(), asked);
    }

    private void kindsOfRefusal() {
        assertEquals(4, sum("hera_calls_refused_total", "kind", "malformed"));
        assertEquals(1, sum("hera_calls_refused_total", "kind", "encoded"));
        assertEquals(2, sum("hera_calls_refused_total", "kind", "no-such-endpoint"));
        assertEquals(1, sum("hera_calls_refused_total", "kind", "unauthenticated"));
        assertEquals(1, sum("hera_calls_refused_total", "kind", "no-able-worker"));
    }

    @Test
    void linksAndVitalsOfEveryWorkerShow() throws Exception {
        try (Worker one = worker("one");
                Worker two = worker("two")) {
            areLinked(one, two);
            for (int i = 0; i < 10; i++) {
                send(0, "POST /0/echo", 201, to(0, "/0/echo").POST(json("123456")));
            }
            for (int b = 0; b < 2; b++) {
                int broker = b;
                until("vitals", () -> scrape(broker).sum("hera_worker_cpu_ratio") == 0.5);
                Scrape scrape = scrape(broker);
                assertEquals(2, scrape.sum("hera_links"));
                assertEquals(2, scrape.sum("hera_handshakes_total", "result", "admitted"));
                assertEquals(2, scrape.sum("hera_worker_ready"));
                assertEquals(2, scrape.sum("hera_brokers"));
                assertEquals(600, scrape.sum("hera_worker_resident_memory_bytes"));
                assertEquals(2000, scrape.sum("hera_worker_memory_limit_bytes"));
                assertTrue(scrape.sum("hera_worker_ping_seconds", "worker", "m-one") > 0);
                assertEquals(6, scrape.sum("hera_endpoint_ready_workers"));
                assertTrue(scrape.sum("jvm_memory_used_bytes", "area", "heap") > 1e6);
                assertTrue(scrape.sum("process_resident_memory_bytes") > 1e7);
                assertEquals(0, scrape.sum("hera_link_faults_total"));
            }
            double frames = scrape(0).sum("hera_link_frames_total", "direction", "out");
            double messages = scrape(0).sum("hera_link_messages_total", "direction", "out");
            double bytes = scrape(0).sum("hera_link_bytes_total", "direction", "out");
            assertTrue(messages >= 10 && frames >= messages && bytes > 100 * messages);
        }
    }
}
