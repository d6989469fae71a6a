package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.call.CallId;
import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A few accepted calls end the worker that gets them; the rest must not suffer for it.
class KillersIT {
    private static final int GOOD = Integer.getInteger("hera.killers.good", 400);
    private static final int KILLERS = Integer.getInteger("hera.killers", 4);
    private static final Accepting QUICK =
            Accepting.always()
                    .rate(5_000)
                    .inFlight(16)
                    .pauses(Duration.ofMillis(10), Duration.ofMillis(100));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> deaths = new ConcurrentHashMap<>();
    private final AtomicReference<Worker> worker = new AtomicReference<>();
    private LocalPlatform hera;
    private String token = "";
    private String secret = "";

    @BeforeEach
    void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
        token = hera.token();
        secret = hera.secretFor("fragile");
    }

    @AfterEach
    void stop() {
        worker.get().close();
        hera.close();
        client.close();
    }

    @Test
    void eachKillerTakesTwoWorkersAndIsNamedAndAllGoodOnesAreDone() throws Exception {
        newWorker();
        until("the endpoint is known", () -> hera.serves("POST /0/fragile"));
        int every = GOOD / KILLERS;
        for (int i = 0; i < GOOD; i++) {
            post("good " + i);
            if (i % every == every / 2) {
                post("killer " + i / every);
            }
        }
        until("every good one is done", () -> done.size() == GOOD);
        until("every killer is caught", () -> view().quarantined() == KILLERS);
        until("nothing waits", () -> view().pending() == 0);
        assertEquals(KILLERS, deaths.size(), "void: a killer was never delivered");
        deaths.forEach((killer, count) -> assertTrue(count <= 2, killer + " killed " + count));
        assertEquals(0, view().parked());
        Map<CallId, String> named = hera.running().getFirst().backlog().givenUp();
        assertEquals(KILLERS, named.size(), named.toString());
        assertEquals(Set.of("quarantined"), Set.copyOf(named.values()));
        HttpResponse<String> again = post("killer 0");
        assertEquals(503, again.statusCode());
        assertEquals("not-executed", again.headers().firstValue("Hera-Outcome").orElse(""));
    }

    /// What a dying process looks like from outside: its links break with all that is on them.
    private Object handle(Context call) throws InterruptedException {
        String body = new String(call.bytes(), StandardCharsets.UTF_8);
        if (body.startsWith("killer")) {
            deaths.merge(body, 1, Integer::sum);
            Worker dying = current();
            Thread.ofVirtual().start(() -> replace(dying));
            boolean _ = never.await(30, TimeUnit.SECONDS);
        }
        done.add(body);
        return "done";
    }

    private synchronized void replace(Worker dying) {
        if (dying.equals(worker.get())) {
            dying.close();
            newWorker();
        }
    }

    /// A worker has its first calls before its start has returned: they wait here for that.
    private synchronized Worker current() {
        return worker.get();
    }

    private synchronized void newWorker() {
        worker.set(
                Worker.named("fragile")
                        .zookeeper(hera.zookeeper())
                        .secret(secret)
                        .post("/0/fragile", Options.usual().accept(QUICK), this::handle)
                        .start());
    }

    private LaneView view() {
        return hera.running().getFirst().backlog().views().getFirst();
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(hera.brokers().getFirst().resolve("/0/fragile"))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private String seen() {
        return done.size() + " done, deaths " + deaths + ", " + view();
    }

    private void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "in vain: " + what + ", " + seen());
            LockSupport.parkNanos(10_000_000);
        }
    }
}
