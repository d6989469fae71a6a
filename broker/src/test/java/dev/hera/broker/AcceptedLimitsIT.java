package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.Backlog;
import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Where accepting ends: budgets, sizes, rates and what operators may not wish; and what travels
/// whole up to there.
class AcceptedLimitsIT {
    private static final int ROOM = 20;
    private static final int RATE = 50;
    private static final int IN_FLIGHT = 4;
    private static final Accepting PACED = Accepting.always().rate(RATE).inFlight(IN_FLIGHT);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Long> moments = new CopyOnWriteArrayList<>();
    private LocalPlatform hera;

    @BeforeEach
    void start(@TempDir Path data) {
        Map<String, String> settings = Map.of("accepted.calls", Integer.toString(ROOM));
        hera = new LocalPlatform.Opener().start(1, data, settings);
    }

    @AfterEach
    void stop() {
        hera.close();
        client.close();
    }

    @Test
    void pastTheBudgetItIsRefusedHonestlyAndAcceptedAgainWhenThereIsRoom() throws Exception {
        worker(this::seen).close();
        Set<String> confirmed = new HashSet<>();
        for (int i = 0; i < ROOM; i++) {
            HttpResponse<String> answer = post("{}");
            assertEquals(202, answer.statusCode());
            confirmed.add(header(answer, "X-Request-UUID"));
        }
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> refused = post("{}");
            assertEquals(503, refused.statusCode());
            assertEquals("not-executed", header(refused, "Hera-Outcome"));
            assertEquals("3600", header(refused, "Retry-After"), "nothing leaves, an hour");
        }
        assertEquals(ROOM, backlog().calls());
        assertEquals(ROOM, confirmed.size());
        try (Worker _ = worker(this::seen)) {
            until("all are delivered", () -> backlog().calls() == 0);
            assertEquals(202, post("{}").statusCode());
            until("and what came after", () -> moments.size() == ROOM + 1);
        }
    }

    /// However fast they come: what has not been answered yet is the most that can come closer
    /// together.
    @Test
    void aSpikeReachesTheWorkerAtTheRateThatIsSet() throws Exception {
        try (Worker _ = worker(this::seen)) {
            int calls = 0;
            for (int i = 0; i < 4 * ROOM; i++) {
                calls += post("{}").statusCode() == 202 ? 1 : 0;
            }
            int accepted = calls;
            assertTrue(accepted >= ROOM, "void: " + accepted);
            until("all are delivered", () -> moments.size() == accepted);
            double seconds = (moments.getLast() - moments.getFirst()) / 1e9;
            double atLeast = (accepted - 1 - IN_FLIGHT) / (double) RATE - 0.1;
            assertTrue(seconds >= atLeast, accepted + " in " + seconds + " s");
        }
    }

    @Test
    void bytesAndTheirTypeArriveAsTheyCameAndTooManyAreNotAccepted() throws Exception {
        byte[] body = {0, (byte) 0xff, 13, 10, 0x7f};
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        List<String> types = new CopyOnWriteArrayList<>();
        Handler handler =
                call -> {
                    bodies.add(call.bytes());
                    types.add(call.contentType().orElse("none"));
                    return "done";
                };
        try (Worker _ = worker(handler)) {
            assertEquals(202, post(body, "image/x-mine").statusCode());
            until("it is delivered", () -> types.size() == 1);
            until("it is settled", () -> backlog().calls() == 0);
            assertArrayEquals(body, bodies.getFirst());
            assertEquals(List.of("image/x-mine"), types);
            HttpResponse<String> refused = post(new byte[(1 << 20) + 1], "image/x-mine");
            assertEquals(413, refused.statusCode());
            assertEquals("not-executed", header(refused, "Hera-Outcome"));
            assertEquals(0, backlog().calls());
        }
    }

    @Test
    void whatAnOperatorCannotWishIsRefused() throws Exception {
        worker(this::seen).close();
        assertEquals(202, post("{}").statusCode());
        for (String rate : List.of("0", "-1", "1e6", "\"fast\"", "true")) {
            String wish = "{\"endpoint\":\"POST /0/paced\",\"perSecond\":" + rate + "}";
            HttpResponse<String> refused = wish("rate", wish);
            assertEquals(400, refused.statusCode(), rate);
            assertTrue(refused.body().contains("above 0 to 100000"), refused.body());
        }
        assertEquals(404, wish("rate", "{\"endpoint\":\"x\",\"perSecond\":1}").statusCode());
        assertEquals(404, wish("shout", "{\"endpoint\":\"POST /0/paced\"}").statusCode());
        assertEquals(RATE, backlog().views().getFirst().perSecond());
    }

    // ---- stage -----------------------------------------------------------------------------

    private Object seen(Context call) {
        moments.add(System.nanoTime());
        return Map.of("attempt", call.attempt());
    }

    private Worker worker(Handler handler) {
        Worker worker =
                Worker.named("paced")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("paced"))
                        .post("/0/paced", Options.usual().accept(PACED), handler)
                        .start();
        until("the endpoint is known", () -> hera.serves("POST /0/paced"));
        return worker;
    }

    private Backlog backlog() {
        return hera.running().getFirst().backlog();
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return post(json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private HttpResponse<String> post(byte[] body, String type)
            throws IOException, InterruptedException {
        URI uri = hera.brokers().getFirst().resolve("/0/paced");
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> wish(String action, String body)
            throws IOException, InterruptedException {
        int port = hera.running().getFirst().node().linkPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/api/accepted/" + action);
        return send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpRequest call =
                request.header("Authorization", "Bearer " + hera.token())
                        .timeout(Duration.ofSeconds(30))
                        .build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
