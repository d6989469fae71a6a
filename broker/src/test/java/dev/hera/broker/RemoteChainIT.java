package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.link.LinkState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What becomes of a chain of calls when somebody in it is slow, gives up, or dies.
class RemoteChainIT {
    /// How a handler ended, and how long after the test began.
    record End(String who, String how, long millis) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<Worker> workers = new ArrayList<>();
    private long began;
    private LocalPlatform hera;

    @BeforeEach
    void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        work("a", Worker.named("a").get("/a", call -> passed("a", call, "GET /b")));
        work("b", Worker.named("b").get("/b", call -> passed("b", call, "GET /c")));
        work("c", Worker.named("c").get("/c", this::sleeps));
        CallsIT.until("all links", () -> workers.stream().allMatch(RemoteChainIT::isLinked));
        began = System.nanoTime();
    }

    private Worker work(String service, WorkerBuilder builder) {
        Worker worker = builder.zookeeper(hera.zookeeper()).secret(hera.secretFor(service)).start();
        workers.add(worker);
        return worker;
    }

    private static boolean isLinked(Worker worker) {
        return worker.links().size() == 2
                && worker.links().values().stream().allMatch(LinkState.Open.class::isInstance);
    }

    @AfterEach
    void stop() {
        held.countDown();
        workers.forEach(Worker::close);
        hera.close();
        client.close();
    }

    private Object passed(String who, Context call, String next) {
        begun.add(who);
        String how = "a bug";
        try {
            Object answer = call.call(next).send().as(Map.class);
            how = "answered";
            return answer;
        } catch (RemoteException e) {
            how =
                    e.outcome()
                            + " "
                            + e.code()
                            + (Thread.currentThread().isInterrupted() ? " interrupted" : "");
            throw e;
        } finally {
            ends.add(new End(who, how, millis()));
        }
    }

    private Object sleeps(Context call) throws InterruptedException {
        begun.add("c");
        String how = "interrupted";
        try {
            how = held.await(10, TimeUnit.SECONDS) ? "let go" : "slept";
            return Map.of("attempt", call.attempt());
        } catch (InterruptedException e) {
            how = "interrupted";
            throw e;
        } finally {
            ends.add(new End("c", how, millis()));
        }
    }

    private long millis() {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private End end(String who) {
        CallsIT.until(who + " ended", () -> ends.stream().anyMatch(end -> end.who().equals(who)));
        return ends.stream().filter(end -> end.who().equals(who)).findFirst().orElseThrow();
    }

    private CompletableFuture<HttpResponse<String>> get(int broker, String path, int millis) {
        URI uri = hera.brokers().get(broker).resolve(path);
        HttpRequest call =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Hera-Deadline-Ms", Integer.toString(millis))
                        .timeout(Duration.ofSeconds(30))
                        .build();
        return client.sendAsync(call, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aDeadlineEndsTheWholeChain() throws Exception {
        // Calls before it, so that the one measured does not pay for loading classes.
        for (int i = 0; i < 3; i++) {
            get(i % 2, "/a", 200).get(20, TimeUnit.SECONDS);
        }
        CallsIT.until("the chain is idle", () -> ends.size() == 9);
        ends.clear();
        began = System.nanoTime();
        HttpResponse<String> answer = get(0, "/a", 300).get(20, TimeUnit.SECONDS);
        long caller = millis();
        List<End> all = List.of(end("a"), end("b"), end("c"));
        System.out.printf(
                "measured: deadline 300 ms, caller told after %d ms, handlers %s%n", caller, all);
        assertEquals(504, answer.statusCode(), answer.body());
        assertEquals("unknown", answer.headers().firstValue("Hera-Outcome").orElse(""));
        for (End end : all) {
            assertTrue(end.millis() < 1300, "late: " + end);
            assertTrue(!end.how().equals("slept") && !end.how().equals("answered"), end.toString());
        }
        assertTrue(caller < 1300, caller + " ms");
        assertEquals("interrupted", all.get(2).how());
    }

    @Test
    void aCallTakenBackIsTakenBackDownTheChain() throws Exception {
        work(
                "hasty",
                Worker.named("hasty")
                        .get(
                                "/hasty",
                                call -> {
                                    CompletableFuture<RemoteAnswer> chain =
                                            call.call("GET /b").later();
                                    assertEquals("b", begun.poll(10, TimeUnit.SECONDS));
                                    assertEquals("c", begun.poll(10, TimeUnit.SECONDS));
                                    return chain.cancel(true);
                                }));
        CallsIT.until("hasty is linked", () -> workers.stream().allMatch(RemoteChainIT::isLinked));
        HttpResponse<String> answer = get(0, "/hasty", 20_000).get(20, TimeUnit.SECONDS);
        assertEquals("true", answer.body());
        assertEquals("UNKNOWN -32031 interrupted", end("b").how());
        assertEquals("interrupted", end("c").how());
    }

    @Test
    void aWorkerThatDiesTakesItsCallsBack() throws Exception {
        CompletableFuture<HttpResponse<String>> call = get(0, "/a", 20_000);
        for (String who : List.of("a", "b", "c")) {
            assertEquals(who, begun.poll(10, TimeUnit.SECONDS));
        }
        workers.getFirst().close();
        assertEquals(502, call.get(20, TimeUnit.SECONDS).statusCode());
        assertEquals("interrupted", end("c").how());
        assertEquals("UNKNOWN -32031 interrupted", end("b").how());
    }

    @Test
    void aBrokerThatDiesLeavesItUnknownUnlessTwiceDoesNoHarm() throws Exception {
        work(
                "careful",
                Worker.named("careful")
                        .get("/plain", call -> passed("plain", call, "GET /c"))
                        .get("/again", call -> call.call("GET /c").idempotent().send().tree()));
        CallsIT.until(
                "careful is linked", () -> workers.stream().allMatch(RemoteChainIT::isLinked));
        CompletableFuture<HttpResponse<String>> plain = get(0, "/plain", 20_000);
        assertEquals("plain", begun.poll(10, TimeUnit.SECONDS));
        assertEquals("c", begun.poll(10, TimeUnit.SECONDS));
        CompletableFuture<HttpResponse<String>> again = get(0, "/again", 20_000);
        assertEquals("c", begun.poll(10, TimeUnit.SECONDS));
        hera.running().getFirst().close();
        assertEquals("UNKNOWN -32030", end("plain").how());
        assertEquals("c", begun.poll(10, TimeUnit.SECONDS), "asked the other broker");
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> call : List.of(plain, again)) {
            assertTrue(call.handle((answer, failure) -> true).get(20, TimeUnit.SECONDS));
        }
    }

    /// A broker that stops ends its links one after the other. A worker whose link is among the
    /// last is not told that another worker was lost: the broker is, and another is asked.
    @Test
    void aBrokerThatStopsIsItselfWhatIsLost() throws Exception {
        int askers = 8;
        for (int i = 0; i < askers; i++) {
            String path = "/ask/" + i;
            work(
                    "asker-" + i,
                    Worker.named("asker-" + i)
                            .get(path, call -> call.call("GET /c").idempotent().send().tree()));
        }
        CallsIT.until(
                "askers are linked", () -> workers.stream().allMatch(RemoteChainIT::isLinked));
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < askers; i++) {
            calls.add(get(0, "/ask/" + i, 20_000));
            assertEquals("c", begun.poll(10, TimeUnit.SECONDS));
        }
        hera.running().getFirst().close();
        for (int i = 0; i < askers; i++) {
            String when = i + " of " + askers + " asked the other broker";
            assertEquals("c", begun.poll(10, TimeUnit.SECONDS), when);
        }
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertTrue(call.handle((answer, failure) -> true).get(20, TimeUnit.SECONDS));
        }
    }
}
