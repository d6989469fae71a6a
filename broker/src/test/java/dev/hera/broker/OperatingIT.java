package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// What the page asks of a broker, and who may ask it: the table in short, drains, keys. One
/// platform for all; each test leaves it as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingIT {
    private static final long PATIENCE = 60_000_000_000L;
    private static final String NOBODY = "";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Worker> workers = new ArrayList<>();
    private LocalPlatform hera;
    private String looker;

    private record Answer(int status, JsonNode json) {}

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hera = new LocalPlatform.Opener().start(2, data);
        looker = hera.tokenFor("looker", "admin:read");
        String secret = hera.secretFor("s");
        for (String instance : List.of("one", "two")) {
            workers.add(
                    Worker.named("s")
                            .zookeeper(hera.zookeeper())
                            .secret(secret)
                            .instance(instance)
                            .get("/0/a", _ -> "ok")
                            .start());
        }
        until(
                "both serve at both",
                () -> {
                    JsonNode drain = ask("GET", "drain?worker=s-two", hera.token(), "").json();
                    return drain.path("without").isEmpty()
                            && drain.path("endpoints").asInt() == 1
                            && ask("GET", "matrix", hera.token(), "").json().path("workers").size()
                                    == 2;
                });
    }

    @AfterAll
    void stop() {
        workers.forEach(Worker::close);
        hera.close();
        client.close();
    }

    private Answer ask(String method, String path, String token, String body) throws Exception {
        int port = hera.running().getFirst().node().linkPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/_hera/api/" + path);
        HttpRequest.Builder question = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            question.header("Authorization", "Bearer " + token);
        }
        question.method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<String> answer = client.send(question.build(), BodyHandlers.ofString());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""), path);
        return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    private static void until(String what, Callable<Boolean> fact) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!fact.call()) {
            assertTrue(System.nanoTime() - end < 0, "never: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void aSmallPlatformIsShownWhole() throws Exception {
        Answer table = ask("GET", "overview", looker, "");
        assertEquals(200, table.status());
        JsonNode endpoint = table.json().path("endpoints").path(0);
        assertEquals("GET /0/a", endpoint.path("endpoint").asText());
        assertEquals(2, endpoint.path("workers").asInt());
        assertEquals(2, endpoint.path("places").size());
        assertEquals(2, table.json().path("workers").size());
    }

    @Test
    void figuresComeFromEveryBroker() throws Exception {
        JsonNode figures = ask("GET", "figures", looker, "").json();
        assertEquals(2, figures.path("brokers").size());
        for (JsonNode broker : figures.path("brokers")) {
            assertTrue(broker.path("answered").asBoolean(), broker.toString());
            String lines = broker.path("lines").asText();
            assertTrue(lines.contains("hera_accepted_backlog 0"), lines);
            assertFalse(lines.contains("jvm_"), lines);
        }
    }

    @Test
    void theLastWorkerIsRefusedOthersAreDrainedAndComeBack() throws Exception {
        String two = "{\"worker\":\"s-two\"}";
        String one = "{\"worker\":\"s-one\"}";
        assertEquals(200, ask("POST", "drain", hera.token(), two).status());
        until("s-two drains", () -> state("s-two").equals("draining"));
        Answer refused = ask("POST", "drain", hera.token(), one);
        assertEquals(409, refused.status());
        assertTrue(
                refused.json().path("detail").asText().contains("last worker of GET /0/a"),
                refused.json().toString());
        assertEquals("ready", state("s-one"));
        String force = "{\"worker\":\"s-one\",\"force\":true}";
        assertEquals(200, ask("POST", "drain", hera.token(), force).status());
        until("s-one drains", () -> state("s-one").equals("draining"));
        assertEquals(200, ask("DELETE", "drain?worker=s-one", hera.token(), "").status());
        until("s-one is back", () -> state("s-one").equals("ready"));
        assertEquals(404, ask("DELETE", "drain?worker=s-one", hera.token(), "").status());
        assertEquals(200, ask("DELETE", "drain?worker=s-two", hera.token(), "").status());
        until("s-two is back", () -> state("s-two").equals("ready"));
        assertEquals(400, ask("POST", "drain", hera.token(), "{\"worker\":\"<b>\"}").status());
        assertEquals(409, ask("POST", "drain", hera.token(), "{\"worker\":\"nobody\"}").status());
    }

    private String state(String worker) throws Exception {
        for (JsonNode one : ask("GET", "overview", looker, "").json().path("workers")) {
            if (one.path("worker").asText().equals(worker)) {
                return one.path("state").asText();
            }
        }
        return "gone";
    }

    @Test
    void aTokenIsMadeUsedAndTakenBack() throws Exception {
        String wanted = "{\"id\":\"new\",\"scopes\":[\"admin:read\"]}";
        Answer made = ask("POST", "tokens", hera.token(), wanted);
        assertEquals(201, made.status());
        String text = made.json().path("token").asText();
        until("it is good", () -> ask("GET", "overview", text, "").status() == 200);
        assertEquals(409, ask("POST", "tokens", hera.token(), wanted).status());
        String all = ask("GET", "tokens", text, "").json().toString();
        assertTrue(all.contains("\"new\"") && !all.contains("sha256"), all);
        assertFalse(all.contains(text), "the text of a token is shown again");
        assertEquals(200, ask("DELETE", "tokens?id=new", hera.token(), "").status());
        until("it is refused", () -> ask("GET", "overview", text, "").status() == 401);
        assertEquals(404, ask("DELETE", "tokens?id=new", hera.token(), "").status());
        assertEquals(409, ask("DELETE", "tokens?id=test", hera.token(), "").status());
        for (String bad :
                List.of(
                        "{",
                        "{\"id\":\"x\",\"scopes\":[]}",
                        "{\"id\":\"x\",\"scopes\":[\"fly\"]}",
                        "{\"id\":\"<b>\",\"scopes\":[\"admin:read\"]}")) {
            assertEquals(400, ask("POST", "tokens", hera.token(), bad).status(), bad);
        }
    }

    @Test
    void aWorkerSecretIsMadeAndTakenBack() throws Exception {
        String wanted = "{\"service\":\"stock\",\"allow\":[\"* /0/stock\"],\"calls\":[]}";
        Answer made = ask("POST", "worker-secrets", hera.token(), wanted);
        assertEquals(201, made.status());
        assertTrue(made.json().path("secret").asText().startsWith("hera_w_"));
        until("it is listed", () -> secrets().contains("\"stock\""));
        assertEquals(200, ask("DELETE", "worker-secrets?service=stock", hera.token(), "").status());
        until("it is gone", () -> !secrets().contains("\"stock\""));
        String nothing = "{\"service\":\"stock\",\"allow\":[],\"calls\":[]}";
        assertEquals(400, ask("POST", "worker-secrets", hera.token(), nothing).status());
    }

    private String secrets() throws Exception {
        return ask("GET", "worker-secrets", looker, "").json().toString();
    }

    @Test
    void whoMayOnlyLookChangesNothingAndNobodySeesNothing() throws Exception {
        for (String path : List.of("overview", "figures", "tokens", "worker-secrets")) {
            assertEquals(200, ask("GET", path, looker, "").status(), path);
            assertEquals(401, ask("GET", path, NOBODY, "").status(), path);
        }
        for (String path : List.of("drain", "tokens", "worker-secrets")) {
            assertEquals(403, ask("POST", path, looker, "{\"worker\":\"s-one\"}").status(), path);
            assertEquals(403, ask("DELETE", path, looker, "").status(), path);
            assertEquals(401, ask("POST", path, NOBODY, "{\"worker\":\"s-one\"}").status(), path);
        }
        assertEquals("ready", state("s-one"));
    }
}
