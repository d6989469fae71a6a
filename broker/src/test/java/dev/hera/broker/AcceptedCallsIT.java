package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.Backlog;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Calls that are confirmed now and delivered later, through sockets, ZooKeeper and a real disk.
class AcceptedCallsIT {
    private static final Accepting QUICK =
            Accepting.always()
                    .rate(1000)
                    .pauses(Duration.ofMillis(20), Duration.ofMillis(200))
                    .confirm(200, "{\"status\":\"OK\"}");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<Integer>> attempts = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private LocalPlatform hera;
    private String token = "";
    private Path data = Path.of("");

    @BeforeEach
    void start(@TempDir Path folder) {
        data = folder;
        hera = new LocalPlatform.Opener().start(1, folder);
        token = hera.token();
    }

    @AfterEach
    void stop() {
        hera.close();
        client.close();
    }

    @Test
    void confirmedAtOnceAndDeliveredWhenAWorkerComes() throws Exception {
        worker(QUICK, this::heard).close();
        HttpResponse<String> answer = post("/0/leads", "{\"n\":1}");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\":\"OK\"}", answer.body());
        assertEquals("accepted", header(answer, "Hera-Outcome"));
        String id = header(answer, "X-Request-UUID");
        assertEquals("/_hera/calls/" + id, header(answer, "Location"));
        assertEquals(1, backlog().calls());
        try (Worker _ = worker(QUICK, this::heard)) {
            until("it is delivered", () -> attempts.containsKey(id));
            until("it is settled", () -> backlog().calls() == 0);
        }
        assertEquals(List.of(1), attempts.get(id));
    }

    @Test
    void theRecordGoesOnFromAcceptedToAnswered() throws Exception {
        try (Worker _ = worker(QUICK, this::heard)) {
            for (int i = 0; i < 20; i++) {
                String id = header(post("/0/leads", "{}"), "X-Request-UUID");
                until("its record says so", () -> record(id).contains("\"answered\""));
            }
        }
    }

    private String record(String id) {
        return new String(get("/_hera/calls/" + id).body(), StandardCharsets.UTF_8);
    }

    @Test
    void theUsualConfirmationNamesTheCall() throws Exception {
        worker(Accepting.always(), this::heard).close();
        HttpResponse<String> answer = post("/0/leads", "{}");
        assertEquals(202, answer.statusCode());
        assertEquals("{\"uuid\":\"" + header(answer, "X-Request-UUID") + "\"}", answer.body());
        assertEquals("application/json", header(answer, "Content-Type"));
    }

    @Test
    void aRestartOfTheBrokerFindsWhatWasAccepted() throws Exception {
        worker(QUICK, this::heard).close();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(header(post("/0/leads", "{\"n\":" + i + "}"), "X-Request-UUID"));
        }
        hera.restart(data);
        assertEquals(30, backlog().calls());
        try (Worker _ = worker(QUICK, this::heard)) {
            until("all are settled", () -> backlog().calls() == 0);
        }
        ids.forEach(id -> assertEquals(List.of(1), attempts.get(id)));
    }

    @Test
    void aFailingHandlerIsTriedAgainWithTheSameIdAndAHigherAttempt() throws Exception {
        Handler failing =
                call -> {
                    heard(call);
                    if (call.attempt() < 3) {
                        throw new CallException(503, "not now");
                    }
                    return "done";
                };
        try (Worker _ = worker(QUICK, failing)) {
            String id = header(post("/0/leads", "{}"), "X-Request-UUID");
            until("it is settled", () -> backlog().calls() == 0);
            assertEquals(List.of(1, 2, 3), attempts.get(id));
        }
    }

    @Test
    void whatIsRefusedIsParkedAndCanBeSentAgain() throws Exception {
        Handler refusing =
                call -> {
                    heard(call);
                    if (call.attempt() == 1) {
                        throw new CallException(422, "nonsense");
                    }
                    return "done";
                };
        try (Worker _ = worker(QUICK, refusing)) {
            String id = header(post("/0/leads", "{}"), "X-Request-UUID");
            until("it is parked", () -> backlog().views().getFirst().parked() == 1);
            assertEquals(1, backlog().send("POST /0/leads", _ -> true));
            until("it is settled", () -> backlog().calls() == 0);
            assertEquals(List.of(1, 2), attempts.get(id));
        }
    }

    @Test
    void onlyWhoPrefersItIsAnsweredLater() throws Exception {
        Accepting asked = Accepting.onRequest();
        try (Worker _ = worker(asked, this::heard)) {
            assertEquals("answered", header(post("/0/leads", "{}"), "Hera-Outcome"));
            HttpRequest later = request("/0/leads", "{}").header("Prefer", "respond-async").build();
            HttpResponse<String> answer = client.send(later, HttpResponse.BodyHandlers.ofString());
            assertEquals("accepted", header(answer, "Hera-Outcome"));
            until("it is settled", () -> backlog().calls() == 0);
        }
    }

    @Test
    void aBeaconGetsItsPixelAndOnlyAGoodOneIsKept() throws Exception {
        Accepting beacon =
                Accepting.always()
                        .confirmWithPixel()
                        .require("id")
                        .rename("u", "url")
                        .drop("secret");
        List<String> urls = new CopyOnWriteArrayList<>();
        Worker worker =
                builder()
                        .get(
                                "/0/beacon.gif",
                                Options.usual().accept(beacon),
                                call -> urls.add(call.query("url") + " " + call.query("secret")))
                        .start();
        try (worker) {
            until("the endpoint is known", () -> get("/0/beacon.gif?u=x").statusCode() == 200);
            HttpResponse<byte[]> bad = get("/0/beacon.gif?id=&u=x");
            assertEquals(42, bad.body().length);
            HttpResponse<byte[]> good = get("/0/beacon.gif?id=7&u=a%20b&secret=s");
            assertEquals("image/gif", good.headers().firstValue("Content-Type").orElse(""));
            assertTrue(good.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
            until("it is settled", () -> urls.size() == 1 && backlog().calls() == 0);
            assertTrue(urls.getFirst().contains("a b"), urls.toString());
            assertTrue(!urls.getFirst().contains("Optional[s]"), urls.toString());
        }
    }

    @Test
    void contentsNeverLieOnTheDiskInClear() throws Exception {
        worker(QUICK, this::heard).close();
        post("/0/leads", "{\"phone\":\"canary-4711\"}");
        hera.restart(data);
        try (Stream<Path> files = Files.walk(data.resolve("broker-1/accepted"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertTrue(!text.contains("canary-4711"), "in clear in " + file);
            }
        }
    }

    @Test
    void ofOneShopOneAfterTheOther() throws Exception {
        Accepting ordered = QUICK.orderBy("body:/shop");
        Handler slowFirst =
                call -> {
                    String body = new String(call.bytes(), StandardCharsets.UTF_8);
                    if (body.contains("\"n\":0") && call.attempt() < 4) {
                        throw new CallException(503, "not yet");
                    }
                    order.add(body);
                    return "done";
                };
        try (Worker _ = worker(ordered, slowFirst)) {
            for (int i = 0; i < 20; i++) {
                post("/0/leads", "{\"shop\":\"s" + i % 2 + "\",\"n\":" + i / 2 + "}");
            }
            until("all are settled", () -> backlog().calls() == 0);
            for (String shop : List.of("s0", "s1")) {
                List<String> seen = order.stream().filter(b -> b.contains(shop)).toList();
                assertEquals(seen.stream().sorted().toList(), seen);
                assertEquals(10, seen.size());
            }
        }
    }

    // ---- stage -----------------------------------------------------------------------------

    private Object heard(Context call) {
        attempts.computeIfAbsent(call.uuid().toString(), _ -> new CopyOnWriteArrayList<>())
                .add(call.attempt());
        return "done";
    }

    private WorkerBuilder builder() {
        return Worker.named("leads").zookeeper(hera.zookeeper()).secret(hera.secretFor("leads"));
    }

    private Worker worker(Accepting accepting, Handler handler) {
        Worker worker =
                builder().post("/0/leads", Options.usual().accept(accepting), handler).start();
        until("the endpoint is known", () -> hera.serves("POST /0/leads"));
        return worker;
    }

    private Backlog backlog() {
        return hera.running().getFirst().backlog();
    }

    private HttpRequest.Builder request(String path, String json) {
        URI base = hera.brokers().getFirst();
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(request(path, json).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String path) {
        HttpRequest call =
                HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30))
                        .build();
        return client.sendAsync(call, HttpResponse.BodyHandlers.ofByteArray()).join();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
