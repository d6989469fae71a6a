package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.cli.HeraCommand;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Two brokers seen through one of them, the table of earlier, and drains that look first.
class FleetIT {
    private static final long PATIENCE = 60_000_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Worker> workers = new ArrayList<>();
    private LocalPlatform hera;
    private String secret;
    private Path token;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        hera = new LocalPlatform.Opener().start(2, data);
        secret = hera.secretFor("s");
        token = Files.writeString(data.resolve("token"), hera.token());
    }

    @AfterEach
    void stop() {
        workers.forEach(Worker::close);
        hera.close();
        client.close();
    }

    private void worker(String instance, String... paths) {
        WorkerBuilder worker =
                Worker.named("s").zookeeper(hera.zookeeper()).secret(secret).instance(instance);
        for (String path : paths) {
            worker.get(path, _ -> "ok");
        }
        workers.add(worker.start());
    }

    private HttpResponse<String> ask(String path, String... headers) throws Exception {
        HttpRequest.Builder question =
                HttpRequest.newBuilder(URI.create(internal(0) + path)).headers(headers);
        return client.send(question.build(), BodyHandlers.ofString());
    }

    private String internal(int broker) {
        return "http://127.0.0.1:" + hera.running().get(broker).node().linkPort();
    }

    private JsonNode admin(String path) throws Exception {
        HttpResponse<String> answer = ask(path, "Authorization", "Bearer " + hera.token());
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    private static void until(String what, Callable<Boolean> fact) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!fact.call()) {
            assertTrue(System.nanoTime() - end < 0, "never: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private String hera(int code, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = HeraCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--token-file=" + token);
        all.add("--broker=" + internal(0));
        assertEquals(code, line.execute(all.toArray(String[]::new)), out.toString());
        return out.toString();
    }

    private boolean isLinked(int workers) throws Exception {
        JsonNode matrix = admin("/_hera/api/matrix");
        int answering = 0;
        for (JsonNode worker : matrix.path("workers")) {
            answering += worker.path("answering").asInt();
        }
        return answering == 2 * workers;
    }

    @Test
    void oneBrokerAnswersForAllAndNoTokenTravels() throws Exception {
        worker("one", "/0/a");
        worker("two", "/0/a");
        until("four links", () -> isLinked(2));
        JsonNode matrix = admin("/_hera/api/matrix");
        assertEquals(2, matrix.path("brokers").size());
        JsonNode one = matrix.path("workers").path(0);
        assertEquals("s-one", one.path("worker").asText());
        assertEquals(2, one.path("of").asInt());
        until(
                "pings",
                () ->
                        admin("/_hera/api/matrix").findValues("pingMs").stream()
                                .allMatch(ping -> ping.asDouble() > 0));
        String shown = hera(0, "workers", "--matrix");
        assertTrue(shown.contains("2 of 2") && shown.contains("broker-2"), shown);
        assertTrue(hera(0, "workers").contains("s-two"), "the list lacks a worker");
        assertEquals(401, ask("/_hera/peer/links", "Hera-Peer", "test 00 00").statusCode());
        assertEquals(401, ask("/_hera/peer/links", "X", "y").statusCode());
        assertEquals(401, ask("/_hera/api/matrix", "X", "y").statusCode());
        String bearer = "Bearer " + hera.token();
        assertEquals(401, ask("/_hera/peer/links", "Authorization", bearer).statusCode());
    }

    @Test
    void aBrokerThatIsGoneDoesNotAnswerAndTheOthersDo() throws Exception {
        worker("one", "/0/a");
        until("two links", () -> isLinked(1));
        hera.running().get(1).close();
        until(
                "one broker alone",
                () -> admin("/_hera/api/matrix").path("workers").path(0).path("of").asInt() == 1);
        JsonNode one = admin("/_hera/api/matrix").path("workers").path(0);
        assertEquals(1, one.path("answering").asInt());
    }

    @Test
    void theTableOfEarlierShowsWhoWasThere() throws Exception {
        Instant before = Instant.now();
        worker("one", "/0/a");
        until("two links", () -> isLinked(1));
        Instant during = Instant.now();
        workers.getFirst().close();
        until("nobody", () -> admin("/_hera/api/workers").isEmpty());
        Instant after = Instant.now();
        JsonNode then = admin("/_hera/api/routes?at=" + during);
        assertEquals("GET /0/a", then.path("endpoints").path(0).path("endpoint").asText());
        assertEquals(
                "s-one",
                then.path("endpoints").path(0).path("places").path(0).path("worker").asText());
        assertEquals(0, admin("/_hera/api/routes?at=" + before).path("workers").size());
        assertEquals(0, admin("/_hera/api/routes?at=" + after).path("workers").size());
        String bearer = "Bearer " + hera.token();
        String early = "/_hera/api/routes?at=2020-01-01T00:00:00Z";
        assertEquals(404, ask(early, "Authorization", bearer).statusCode());
        assertEquals(400, ask("/_hera/api/routes?at=noon", "Authorization", bearer).statusCode());
        assertEquals(401, ask("/_hera/api/routes?at=noon", "X", "y").statusCode());
        assertTrue(hera(0, "routes", "--at", during.toString()).contains("s-one"));
    }

    @Test
    void theLastWorkerIsNotDrainedByMistake() throws Exception {
        worker("one", "/0/a", "/0/only");
        worker("two", "/0/a");
        until("four links", () -> isLinked(2));
        String zookeeper = "--zookeeper=" + hera.zookeeper();
        String refused = hera(1, "drain", "s-one", zookeeper);
        assertTrue(refused.contains("last worker of GET /0/only"), refused);
        String preview = hera(0, "drain", "--preview", "s-two", zookeeper);
        assertTrue(preview.contains("nothing"), preview);
        hera(1, "drain", "s-nobody", zookeeper);
        hera(0, "drain", "s-two", zookeeper);
        until("s-two drains", () -> state("s-two").equals("draining"));
        assertTrue(hera(1, "drain", "s-one", zookeeper).contains("GET /0/a, GET /0/only"));
        hera(0, "drain", "--force", "s-one", zookeeper);
        until("s-one drains", () -> state("s-one").equals("draining"));
        hera(0, "drain", "--undo", "s-one", zookeeper);
        until("s-one is back", () -> state("s-one").equals("ready"));
    }

    private String state(String worker) throws Exception {
        for (JsonNode one : admin("/_hera/api/workers")) {
            if (one.path("worker").asText().equals(worker)) {
                return one.path("state").asText();
            }
        }
        return "gone";
    }
}
