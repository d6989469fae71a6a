package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.link.LinkState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the journal says of calls that workers made: whose they are, and why a chain ended.
class RemoteRecordsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WAITED =
            Pattern.compile(
                    "the worker did not answer in time:"
                            + " call ([0-9a-f-]{36}), which it had made, had not ended");
    private static CountDownLatch held;
    private static final BlockingQueue<UUID> SLEEPING = new LinkedBlockingQueue<>();
    private static final List<Worker> WORKERS = new ArrayList<>();
    private static HttpClient client;
    private static LocalPlatform hera;

    @BeforeAll
    static void start(@TempDir Path data) {
        held = new CountDownLatch(1);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        hera = new LocalPlatform.Opener().start(2, data);
        work(
                Worker.named("a")
                        .get("/a", call -> call.call("GET /b").send().tree())
                        .get("/hasty", RemoteRecordsIT::hasty)
                        .post("/a/tree", RemoteRecordsIT::both));
        work(
                Worker.named("b")
                        .get("/b", call -> call.call("GET /c").send().tree())
                        .post("/b/tree", call -> told(call.call("leaf").send())));
        work(
                Worker.named("c")
                        .get("/c", RemoteRecordsIT::sleeps)
                        .rpc("leaf", call -> Map.of("uuid", call.uuid())));
        CallsIT.until("all links", () -> WORKERS.stream().allMatch(RemoteRecordsIT::isLinked));
    }

    private static void work(WorkerBuilder builder) {
        WORKERS.add(
                builder.zookeeper(hera.zookeeper())
                        .secret(hera.secretFor(builder.service()))
                        .start());
    }

    private static boolean isLinked(Worker worker) {
        return worker.links().size() == 2
                && worker.links().values().stream().allMatch(LinkState.Open.class::isInstance);
    }

    @AfterAll
    static void stop() {
        held.countDown();
        WORKERS.forEach(Worker::close);
        WORKERS.clear();
        hera.close();
        client.close();
    }

    private static Object told(RemoteAnswer answer) {
        return Map.of("uuid", answer.uuid(), "answer", answer.tree());
    }

    private static Object both(Context call) {
        CompletableFuture<RemoteAnswer> one = call.call("POST /b/tree").later();
        CompletableFuture<RemoteAnswer> two = call.call("leaf").onBehalf().later();
        return List.of(told(one.join()), told(two.join()));
    }

    private static Object sleeps(Context call) throws InterruptedException {
        SLEEPING.add(call.uuid());
        return held.await(60, TimeUnit.SECONDS);
    }

    /// Takes its call back as soon as it is under way, and says which that was.
    private static Object hasty(Context call) throws InterruptedException {
        CompletableFuture<RemoteAnswer> chain = call.call("GET /c").later();
        UUID taken = SLEEPING.poll(20, TimeUnit.SECONDS);
        assertTrue(chain.cancel(true));
        return String.valueOf(taken);
    }

    private static HttpResponse<String> send(URI at, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(at), headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder call, String... headers)
            throws IOException, InterruptedException {
        call.header("Authorization", "Bearer " + hera.token());
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return client.send(call.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// The whole record, asked of the broker that does not have it, once the call has ended.
    private static JsonNode record(String uuid) {
        int port = hera.running().getLast().node().linkPort();
        URI at = URI.create("http://127.0.0.1:" + port + "/_hera/api/calls/" + uuid);
        JsonNode[] record = {JSON.nullNode()};
        CallsIT.until(
                "call " + uuid + " has ended",
                () -> {
                    try {
                        record[0] = JSON.readTree(send(at).body());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    return record[0].path("state").asText().equals("ended");
                });
        return record[0];
    }

    private static String uuid(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Request-UUID").orElseThrow();
    }

    private static void under(JsonNode record, String root, String parent, String origin) {
        JsonNode asked = record.path("request");
        assertEquals(root, asked.path("root").asText(), record.toString());
        assertEquals(parent, asked.path("parent").asText(), record.toString());
        assertEquals(origin, asked.path("origin").asText(), record.toString());
    }

    @Test
    void eachRecordOfAChainSaysWhyItEndedAndWhere() throws Exception {
        URI at = hera.brokers().getFirst().resolve("/a");
        HttpResponse<String> answer = send(at, "Hera-Deadline-Ms", "300");
        assertEquals(504, answer.statusCode(), answer.body());
        String root = uuid(answer);
        String parent = "null";
        String uuid = root;
        for (String who : List.of("a", "b", "c")) {
            JsonNode record = record(uuid);
            under(record, root, parent, parent.equals("null") ? "http" : "remote " + above(who));
            assertEquals("GET /" + who, record.at("/request/endpoint").asText());
            assertEquals("unknown", record.path("outcome").asText());
            assertEquals(504, record.path("status").asInt());
            assertEquals("deadline", record.at("/response/kind").asText());
            assertEquals("late", record.at("/attempts/0/outcome").asText(), record.toString());
            assertTrue(record.at("/attempts/0/worker").asText().startsWith(who + "-"));
            assertTrue(record.at("/request/patienceMs").asLong() <= 300, record.toString());
            String detail = record.at("/response/detail").asText();
            Matcher waited = WAITED.matcher(detail);
            assertEquals(!who.equals("c"), waited.matches(), detail);
            assertTrue(detail.startsWith("the worker did not answer in time"), detail);
            parent = uuid;
            uuid = who.equals("c") ? "" : waited.group(1);
        }
    }

    private static String above(String who) {
        return who.equals("b") ? "a" : "b";
    }

    @Test
    void whoWaitedInVainIsToldTheSameAsTheRecordSays() throws Exception {
        URI at = hera.brokers().getFirst().resolve("/a");
        String uuid = uuid(send(at, "Hera-Deadline-Ms", "200"));
        URI state = hera.brokers().getLast().resolve("/_hera/calls/" + uuid + "?wait=5");
        JsonNode own = JSON.readTree(send(state).body());
        assertEquals("deadline", own.path("kind").asText(), own.toString());
        assertTrue(WAITED.matcher(own.path("detail").asText()).matches(), own.toString());
    }

    @Test
    void aCallThatWasTakenBackSaysSo() throws Exception {
        SLEEPING.clear();
        HttpResponse<String> answer = send(hera.brokers().getFirst().resolve("/hasty"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("answered", record(uuid(answer)).path("outcome").asText());
        JsonNode taken = record(JSON.readValue(answer.body(), String.class));
        under(taken, uuid(answer), uuid(answer), "remote a");
        assertEquals("unknown", taken.path("outcome").asText());
        assertEquals("cancelled", taken.at("/attempts/0/outcome").asText(), taken.toString());
        assertEquals("the caller gave up", taken.at("/response/detail").asText());
    }

    @Test
    void everyCallOfATreeKnowsItsParentAndItsRoot() throws Exception {
        HttpRequest.Builder post =
                HttpRequest.newBuilder(hera.brokers().getFirst().resolve("/a/tree"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        HttpResponse<String> answer = send(post, "Content-Type", "application/json");
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode tree = JSON.readTree(answer.body());
        String root = uuid(answer);
        String branch = tree.at("/0/uuid").asText();
        String leaf = tree.at("/0/answer/uuid").asText();
        String other = tree.at("/1/uuid").asText();
        assertEquals(leaf, tree.at("/0/answer/answer/uuid").asText(), "what its handler saw");
        under(record(root), root, "null", "http");
        under(record(branch), root, root, "remote a");
        under(record(leaf), root, branch, "remote b");
        under(record(other), root, root, "remote a");
        assertEquals("b", record(leaf).at("/request/caller").asText());
        assertEquals(
                record(root).at("/request/caller"),
                record(other).at("/request/caller"),
                "on behalf of who called first");
        assertNotEquals("a", record(other).at("/request/caller").asText());
    }
}
