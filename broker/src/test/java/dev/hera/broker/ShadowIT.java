package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.shadow.ShadowView;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Two services and one stream: the first settles the calls, the second gets copies, and an
/// operator exchanges them while calls come.
class ShadowIT {
    private static final String ENDPOINT = "POST /0/leads";
    private static final Accepting SHADOWED =
            Accepting.always().rate(5_000).inFlight(4).shadow("next", 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> first = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> second = new ConcurrentHashMap<>();
    private final AtomicInteger refusedNotes = new AtomicInteger();
    private LocalPlatform hera;
    private Path data = Path.of("");

    @BeforeEach
    void start(@TempDir Path folder) {
        data = folder;
        hera = new LocalPlatform.Opener().start(1, folder);
    }

    @AfterEach
    void stop() {
        hera.close();
        client.close();
    }

    @Test
    void theSecondServiceSeesTheSameCallsAndItsAnswersAreCountedAndNothingElse() throws Exception {
        Handler careless =
                call -> {
                    second(call);
                    note(call);
                    return Map.of("n", number(call) % 10 == 3 ? -1 : number(call));
                };
        try (Worker _ = live();
                Worker _ = next(careless)) {
            for (int n = 0; n < 40; n++) {
                assertEquals(202, post(n).statusCode());
            }
            until("all copies are back", () -> counts().equal() + counts().different() == 40);
            assertEquals(4, counts().different());
            assertEquals("body at /n", shadow().differences().getFirst().what());
            assertEquals(first, second.keySet());
            assertEquals(40, refusedNotes.get(), "a shadow settled a call");
            until("every delivery is settled", () -> backlog().calls() == 0);
            String record = get("/_hera/calls/" + first.iterator().next()).body();
            assertTrue(record.contains("\"answered\""), record);
            String view = admin("GET", "", "").body();
            assertTrue(view.contains("\"service\":\"next\""), view);
            assertTrue(view.contains("\"equal\":36,\"different\":4"), view);
            String metrics = admin("GET", "/../../metrics", "").body();
            assertTrue(metrics.contains("hera_accepted_shadow_different 4"), "no figure");
        }
    }

    /// The note of a copy must not reach the record of the call.
    private void note(Context call) {
        try {
            call.settle(SettleAs.DELETE, "by the shadow");
        } catch (NotSettled e) {
            refusedNotes.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aShadowThatNeverAnswersHoldsNothingUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Handler stuck = call -> never.await(60, TimeUnit.SECONDS);
        try (Worker _ = live();
                Worker _ = next(stuck)) {
            int calls = 1_100;
            for (int n = 0; n < calls; n++) {
                assertEquals(202, post(n).statusCode());
            }
            until("the first service has them all", () -> first.size() == calls);
            until("all are settled", () -> backlog().calls() == 0);
            assertTrue(counts().dropped() >= 90, shadow().toString());
            assertEquals(4, shadow().running());
            never.countDown();
        }
    }

    @Test
    void promotedItGetsTheCallsAndTheOtherIsTheFallback() throws Exception {
        try (Worker _ = live()) {
            try (Worker _ = next(this::second)) {
                post(1);
                until("the copy is back", () -> counts().equal() == 1);
                assertEquals(200, admin("POST", "/promote", wanted()).statusCode());
                String id = post(2).headers().firstValue("X-Request-UUID").orElseThrow();
                until("the copy is back", () -> counts().equal() == 2);
                assertTrue(shadow().promoted());
                String worker = worker(id);
                assertTrue(worker.startsWith("next-"), worker + " ran it");
                hera.restart(data);
                until("it is known again", () -> hera.serves(ENDPOINT));
                until("both are back", () -> isLinked("leads") && isLinked("next"));
                post(3);
                until("the copy is back", () -> counts().equal() == 1);
                assertTrue(shadow().promoted(), "a restart forgot who was promoted");
            }
            post(4);
            until("the fallback ran it", () -> counts().fallback() == 1);
            assertEquals(200, admin("POST", "/demote", wanted()).statusCode());
            post(5);
            until("nobody is there for the copy", () -> counts().failed() == 1);
            assertEquals(5, first.size());
            assertEquals(3, second.size());
            until("all are settled", () -> backlog().calls() == 0);
        }
    }

    @Test
    void whereNoShadowIsAnnouncedNobodyIsPromoted() throws Exception {
        Options plain = Options.usual().accept(Accepting.always());
        try (Worker _ = named("leads").post("/0/leads", plain, this::first).start()) {
            until("the endpoint is known", () -> hera.serves(ENDPOINT));
            assertEquals(404, admin("POST", "/promote", wanted()).statusCode());
            post(1);
            HttpResponse<String> answer = admin("POST", "/promote", wanted());
            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("announces no shadow"), answer.body());
        }
    }

    // ---- stage -----------------------------------------------------------------------------

    private WorkerBuilder named(String service) {
        return Worker.named(service).zookeeper(hera.zookeeper()).secret(hera.secretFor(service));
    }

    private Worker live() {
        Options options = Options.usual().accept(SHADOWED);
        Worker worker = named("leads").post("/0/leads", options, this::first).start();
        until("the endpoint is known", () -> hera.serves(ENDPOINT));
        return worker;
    }

    private Worker next(Handler handler) {
        Worker worker = named("next").role("candidate").post("/0/leads", handler).start();
        until("it is linked", () -> isLinked("next"));
        return worker;
    }

    private boolean isLinked(String service) {
        try {
            return admin("GET", "/../routes", "").body().contains("\"" + service + "-");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Object first(Context call) {
        first.add(call.uuid().toString());
        return Map.of("n", number(call));
    }

    private Object second(Context call) {
        second.merge(call.uuid().toString(), 1, Integer::sum);
        return Map.of("n", number(call));
    }

    private static int number(Context call) {
        return Integer.parseInt(call.query("n").orElseThrow());
    }

    private Backlog backlog() {
        return hera.running().getFirst().backlog();
    }

    private ShadowView shadow() {
        return backlog().shadows().view(ENDPOINT).orElseThrow();
    }

    private ShadowView.Counts counts() {
        return shadow().counts();
    }

    private HttpResponse<String> post(int n) throws IOException, InterruptedException {
        HttpRequest.Builder call = request(hera.brokers().getFirst().resolve("/0/leads?n=" + n));
        return send(call.POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(hera.brokers().getFirst().resolve(path)));
    }

    /// The worker that the record names last.
    private String worker(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = admin("GET", "/../calls/" + id, "");
        int at = answer.body().indexOf("\"worker\":\"next-");
        return at < 0 ? answer.body() : answer.body().substring(at + 10);
    }

    private HttpResponse<String> admin(String method, String path, String body)
            throws IOException, InterruptedException {
        int port = hera.running().getFirst().node().linkPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/api/accepted" + path).normalize();
        return send(request(uri).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String wanted() {
        return "{\"endpoint\":\"" + ENDPOINT + "\"}";
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + hera.token())
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
