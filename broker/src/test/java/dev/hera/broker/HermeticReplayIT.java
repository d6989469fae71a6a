package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCall;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.link.LinkState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A replay runs the replayed call and nothing else: what its handler calls is answered as then,
/// whichever broker recorded it.
class HermeticReplayIT {
    private static final int CALLS = 6;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final AtomicInteger PRICE = new AtomicInteger(10);
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static final Queue<String> REFUSED = new ConcurrentLinkedQueue<>();
    private static final Map<String, String> SECRETS = new HashMap<>();
    private static final List<Worker> WORKERS = new ArrayList<>();
    private static LocalPlatform hera;
    private static ReplayDesk desk;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(2, data);
        desk = new ReplayDesk(hera);
        SECRETS.clear();
        WORKERS.clear();
        start(
                Worker.named("prices")
                        .get("/1/price/{id}", Options.usual().idempotent(), HermeticReplayIT::price)
                        .get("/1/stock/{id}", Options.usual().idempotent(), HermeticReplayIT::price)
                        .rpc("tax", Options.usual().idempotent(), HermeticReplayIT::price));
        start(shop("live", "one", HermeticReplayIT::offer));
    }

    private static Worker start(WorkerBuilder worker) {
        // once for each: another secret would end the links of those that run
        String secret = SECRETS.computeIfAbsent(worker.service(), hera::secretFor);
        Worker started = worker.zookeeper(hera.zookeeper()).secret(secret).start();
        WORKERS.add(started);
        ReplayDesk.until("it is linked with both brokers", () -> isLinked(started));
        return started;
    }

    private static boolean isLinked(Worker worker) {
        return worker.links().size() == 2
                && worker.links().values().stream().allMatch(LinkState.Open.class::isInstance);
    }

    private static WorkerBuilder shop(String role, String instance, Handler offer) {
        return Worker.named("shop")
                .role(role)
                .instance(instance)
                .post("/0/offer", Options.usual().idempotent().timeout(LONG), offer)
                .post("/0/twice", Options.usual().idempotent(), HermeticReplayIT::twice)
                .post("/0/behalf", Options.usual().idempotent(), HermeticReplayIT::behalf);
    }

    @AfterAll
    static void stop() {
        WORKERS.forEach(Worker::close);
        desk.close();
        hera.close();
    }

    /// Another one each time that it is really asked.
    private static Map<String, Object> price(Context call) {
        ASKED.incrementAndGet();
        return Map.of("price", PRICE.incrementAndGet());
    }

    private static Map<String, Object> offer(Context call) {
        int id = call.param("id", int.class);
        RemoteAnswer price = call.call("GET /1/price/{id}").with("id", id).send();
        int tax =
                call.call("tax")
                        .params(id, Instant.EPOCH.toString())
                        .send()
                        .tree()
                        .path("price")
                        .asInt();
        return Map.of(
                "price", price.tree().path("price").asInt(), "tax", tax, "uuid", price.uuid());
    }

    /// What a later version does: it asks for the stock too, and goes on without an answer.
    private static Map<String, Object> offerInStock(Context call) {
        try {
            var _ = call.call("GET /1/stock/{id}").with("id", 7).send();
        } catch (RemoteException e) {
            REFUSED.add(e.outcome() + " " + e.getMessage());
        }
        return offer(call);
    }

    /// Asks one thing of another item, and the tax not at all.
    private static Map<String, Object> offerOfAnother(Context call) {
        int id = call.param("id", int.class) + 1000;
        return Map.of("price", call.call("GET /1/price/{id}").with("id", id).send().status());
    }

    /// Asks for the stock once more when its own call has long ended.
    private static Map<String, Object> offerAndAskLater(Context call) {
        RemoteCall late = call.call("GET /1/stock/{id}").with("id", 7);
        Thread _ =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                ENDED.await();
                                REFUSED.add("answered " + late.send());
                            } catch (RemoteException | InterruptedException e) {
                                REFUSED.add(String.valueOf(e.getMessage()));
                            }
                        });
        return offer(call);
    }

    private static List<Integer> twice(Context call) {
        List<Integer> prices = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            JsonNode answer = call.call("GET /1/price/{id}").with("id", 5).send().tree();
            prices.add(answer.path("price").asInt());
        }
        return prices;
    }

    /// Its caller's rights are needed, and at a replay there is no caller.
    private static int behalf(Context call) {
        return call.call("GET /1/price/{id}").with("id", 6).onBehalf().send().status();
    }

    private static String calls(String path) {
        String before = Instant.now().toString();
        for (int i = 0; i < CALLS; i++) {
            assertEquals(200, desk.call(i % 2, path, "{\"id\":" + i + "}").statusCode());
        }
        return "endpoint:\"POST " + path + "\" after:" + before;
    }

    /// Replays, and asserts that nobody but the target was called.
    private static JsonNode replayed(String filter, String target, String... flags) {
        int asked = ASKED.get();
        JsonNode plan = desk.plan(desk.wanted(filter, target, 0, flags));
        assertEquals(CALLS, plan.path("forecast").path("sendable").asInt(), plan.toString());
        JsonNode done = desk.run(plan);
        assertEquals(asked, ASKED.get(), "somebody was really asked");
        assertEquals(CALLS, done.path("compared").path("compared").asInt(), done.toString());
        return done;
    }

    private static JsonNode body(String uuid) throws Exception {
        String body = desk.record(uuid).path("response").path("body").asText();
        return new ObjectMapper().readTree(body);
    }

    @Test
    void whatTheHandlerCalledIsAnsweredAsThenAndNobodyIsAsked() throws Exception {
        String filter = calls("/0/offer");
        JsonNode done = replayed(filter, "live", "hermetic", "compare");
        assertEquals(CALLS, done.path("counts").path("answered").asInt(), done.toString());
        assertEquals(0, done.path("different").asInt(), done.toString());
        JsonNode pairs = desk.get("/" + done.path("id").asText() + "/calls").path("calls");
        assertEquals(CALLS, pairs.size());
        for (JsonNode pair : pairs) {
            JsonNode then = body(pair.path("original").asText());
            assertEquals(then, body(pair.path("replay").asText()), "also the id of what it called");
            JsonNode record = desk.record(pair.path("replay").asText());
            String mark = record.path("request").path("headers").path("hera-hermetic").asText();
            assertEquals("yes", mark, record.toString());
        }
    }

    @Test
    void withoutTheFlagOthersAreAskedAgain() {
        String filter = calls("/0/offer");
        int asked = ASKED.get();
        JsonNode done = desk.run(desk.plan(desk.wanted(filter, "live", 0)));
        assertEquals(CALLS, done.path("counts").path("answered").asInt(), done.toString());
        assertEquals(asked + 2 * CALLS, ASKED.get());
    }

    @Test
    void aCallThatWasNotMadeThenIsRefusedAndReported() {
        String filter = calls("/0/offer");
        REFUSED.clear();
        try (Worker candidate = start(shop("candidate", "next", HermeticReplayIT::offerInStock))) {
            JsonNode done = replayed(filter, "candidate", "hermetic");
            assertFalse(candidate.links().isEmpty(), "void: the candidate was away");
            assertEquals(CALLS, done.path("counts").path("answered").asInt(), done.toString());
            assertEquals(CALLS, done.path("different").asInt(), done.toString());
            JsonNode group = done.path("compared").path("groups").path(0);
            assertEquals("[\"remote GET /1/stock/{id}\"]", group.path("paths").toString());
            JsonNode sample = group.path("samples").path(0).path("differences").path(0);
            assertEquals("absent", sample.path("was").asText(), group.toString());
            assertEquals("GET /1/stock/7", sample.path("now").asText(), group.toString());
        }
        assertEquals(CALLS, REFUSED.size());
        String why = REFUSED.element();
        assertTrue(why.startsWith("NOT_EXECUTED ") && why.contains("made no such call"), why);
    }

    @Test
    void whatIsAskedAfterTheEndIsRefusedToo() {
        String filter = calls("/0/offer");
        REFUSED.clear();
        try (Worker candidate =
                start(shop("candidate", "next", HermeticReplayIT::offerAndAskLater))) {
            JsonNode done = replayed(filter, "candidate", "hermetic");
            assertEquals(0, done.path("different").asInt(), done.toString());
            int asked = ASKED.get();
            ENDED.countDown();
            ReplayDesk.until("all are refused", () -> REFUSED.size() == CALLS);
            assertFalse(candidate.links().isEmpty(), "void: the candidate was away");
            String why = REFUSED.element();
            assertTrue(why.contains("is replayed without running what it calls"), why);
            assertEquals(asked, ASKED.get(), "somebody was really asked");
        }
    }

    @Test
    void whatIsAskedOfAnotherOrNotAtAllIsReportedToo() {
        String filter = calls("/0/offer");
        try (Worker candidate =
                start(shop("candidate", "next", HermeticReplayIT::offerOfAnother))) {
            ObjectNode wanted = desk.wanted(filter, "candidate", 0, "hermetic");
            wanted.putArray("ignore").add("remote tax");
            int asked = ASKED.get();
            JsonNode done = desk.run(desk.plan(wanted));
            assertFalse(candidate.links().isEmpty(), "void: the candidate was away");
            assertEquals(asked, ASKED.get(), "somebody was really asked");
            assertEquals(CALLS, done.path("counts").path("failed").asInt(), done.toString());
            JsonNode group = done.path("compared").path("groups").path(0);
            assertEquals("[\"remote GET /1/price/{id}\"]", group.path("paths").toString());
            JsonNode sample = group.path("samples").path(0).path("differences").path(0);
            assertTrue(sample.path("was").asText().startsWith("GET /1/price/"), sample.toString());
            assertTrue(sample.path("now").asText().contains("/1/price/10"), sample.toString());
        }
    }

    @Test
    void theSameAskedTwiceIsAnsweredWithBothAnswersInTheirOrder() {
        String filter = calls("/0/twice");
        JsonNode done = replayed(filter, "live", "hermetic", "compare");
        assertEquals(0, done.path("different").asInt(), done.toString());
    }

    @Test
    void whatWasAskedInTheCallersNameIsAnsweredToo() {
        String filter = calls("/0/behalf");
        JsonNode done = replayed(filter, "live", "hermetic", "compare");
        assertEquals(0, done.path("different").asInt(), done.toString());
    }
}
