package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Errand;
import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// What each broker keeps for itself, seen and steered through one of two; and errands that must
/// not be done.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverywhereIT {
    private static final long PATIENCE = 60_000_000_000L;
    private static final String PARKS = "{\"endpoint\":\"POST /0/parks\"}";
    private static final String PAUSE = "/_hera/api/accepted/pause";

    private final HttpClient client = HttpClient.newHttpClient();
    private LocalPlatform hera;
    private Worker worker;
    private String looker;

    private record Answer(int status, JsonNode json) {}

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hera = new LocalPlatform.Opener().start(2, data);
        looker = hera.tokenFor("looker", "admin:read");
        Options parks = Options.usual().idempotent().accept(Accepting.always().attempts(1));
        worker =
                Worker.named("s")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("s"))
                        .instance("one")
                        .post(
                                "/0/parks",
                                parks,
                                _ -> {
                                    throw new CallException(500, "no room");
                                })
                        .start();
        for (URI broker : hera.brokers()) {
            until("accepted", () -> post(broker.resolve("/0/parks")) == 202);
        }
        until("one is parked at each", () -> parked().equals(Map.of("broker-1", 1, "broker-2", 1)));
    }

    @AfterAll
    void stop() {
        worker.close();
        hera.close();
        client.close();
    }

    private int post(URI uri) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + hera.token())
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
        return client.send(call, BodyHandlers.ofString()).statusCode();
    }

    private Answer ask(String method, String path, String header, String shown, String body)
            throws Exception {
        int port = hera.running().getFirst().node().linkPort();
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header(header, shown)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = client.send(question, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    private Answer admin(String method, String path, String body) throws Exception {
        String bearer = "Bearer " + hera.token();
        return ask(method, "/_hera/api/" + path, "Authorization", bearer, body);
    }

    private static void until(String what, Callable<Boolean> fact) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!fact.call()) {
            assertTrue(System.nanoTime() - end < 0, "never: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Map<String, Integer> parked() throws Exception {
        Map<String, Integer> parked = new TreeMap<>();
        for (JsonNode broker : admin("GET", "everywhere/accepted", "").json().path("brokers")) {
            JsonNode lane = broker.path("said").path("endpoints").path(0);
            parked.put(broker.path("broker").asText(), lane.path("parked").asInt());
        }
        return parked;
    }

    private boolean isPaused(String broker) throws Exception {
        JsonNode lanes = admin("GET", "at/" + broker + "/accepted", "").json().path("endpoints");
        return lanes.path(0).path("paused").asBoolean();
    }

    @Test
    void theTableIsThatOfAllBrokers() throws Exception {
        until(
                "both say the same",
                () -> {
                    JsonNode table = admin("GET", "overview", "").json();
                    JsonNode place = table.path("endpoints").path(0).path("places").path(0);
                    return table.path("brokers").size() == 2
                            && table.path("workers").path(0).path("state").asText().equals("ready")
                            && place.path("share").asDouble() == 1;
                });
        JsonNode here = admin("GET", "overview/here", "").json();
        assertTrue(here.path("brokers").isMissingNode(), here.toString());
    }

    @Test
    void theOtherBrokersCallsAreSteered() throws Exception {
        String calls = "at/broker-2/accepted/calls?endpoint=POST%20%2F0%2Fparks";
        assertEquals(1, admin("GET", calls, "").json().path("calls").size());
        assertEquals(200, admin("POST", "at/broker-2/accepted/pause", PARKS).status());
        assertTrue(isPaused("broker-2") && !isPaused("broker-1"), "the wrong broker paused");
        assertEquals(200, admin("POST", "at/broker-2/accepted/resume", PARKS).status());
        assertTrue(!isPaused("broker-2"), "it is paused still");
        assertEquals(404, admin("POST", "at/broker-2/accepted/pause", "{}").status());
        assertEquals(404, admin("GET", "at/nobody/accepted", "").status());
        assertEquals(404, admin("POST", "at/nobody/accepted/pause", PARKS).status());
    }

    @Test
    void aReplayIsPlannedAtTheOtherBroker() throws Exception {
        String wanted = "{\"filter\":\"\",\"ids\":[],\"target\":\"live\",\"perSecond\":1}";
        Answer planned = admin("POST", "at/broker-2/replays", wanted);
        assertTrue(Set.of(200, 400, 409).contains(planned.status()), planned.toString());
        Answer all = admin("GET", "everywhere/replays", "");
        assertEquals(2, all.json().path("brokers").size());
        for (JsonNode broker : all.json().path("brokers")) {
            assertTrue(broker.path("answered").asBoolean(), broker.toString());
        }
        assertEquals(404, admin("POST", "at/broker-2/replays/r-1/start", "").status());
    }

    @Test
    void whoMayOnlyLookSteersNothing() throws Exception {
        String shown = "Bearer " + looker;
        String at = "/_hera/api/at/broker-2/accepted";
        assertEquals(200, ask("GET", at, "Authorization", shown, "").status());
        assertEquals(403, ask("POST", at + "/pause", "Authorization", shown, PARKS).status());
        assertEquals(401, ask("GET", at, "X", "y", "").status());
        assertEquals(401, ask("GET", "/_hera/api/everywhere/accepted", "X", "y", "").status());
        assertTrue(!isPaused("broker-2"), "it was paused");
    }

    /// A browser can be made to ask anything by an address alone, and by nothing but a GET.
    @Test
    void noGetChangesAnything() throws Exception {
        String bearer = "Bearer " + hera.token();
        for (String path :
                List.of(
                        "accepted/pause?endpoint=POST%20%2F0%2Fparks",
                        "accepted/send?endpoint=POST%20%2F0%2Fparks",
                        "accepted/forget?endpoint=POST%20%2F0%2Fparks",
                        "at/broker-2/accepted/pause?endpoint=POST%20%2F0%2Fparks",
                        "replays/r-1/start",
                        "calls/pin?filter=status:5xx&sure=true",
                        "calls/delete?filter=status:5xx&sure=true")) {
            int status = get("/_hera/api/" + path, bearer);
            assertTrue(Set.of(400, 404, 405, 502).contains(status), path + ": " + status);
        }
        for (String path : List.of("drain?worker=s-one&force=true", "tokens?id=test")) {
            assertEquals(200, get("/_hera/api/" + path, bearer), path + " shows");
        }
        assertTrue(!isPaused("broker-1") && !isPaused("broker-2"), "a GET paused");
        assertEquals(Map.of("broker-1", 1, "broker-2", 1), parked(), "a GET sent or forgot");
        String workers = admin("GET", "overview", "").json().path("workers").toString();
        assertTrue(!workers.contains("draining"), workers);
    }

    private int get(String path, String bearer) throws Exception {
        int port = hera.running().getFirst().node().linkPort();
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", bearer)
                        .build();
        return client.send(question, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void anErrandIsDoneOnceAndOnlyAsItWasSigned() throws Exception {
        byte[] sha256 =
                MessageDigest.getInstance("SHA-256")
                        .digest(hera.token().getBytes(StandardCharsets.UTF_8));
        Pass pass = Pass.of("test", HexFormat.of().formatHex(sha256));
        Pass stranger = Pass.of("test", "0".repeat(64));
        String boot = hera.running().getFirst().node().boot().toString();
        String other = hera.running().getLast().node().boot().toString();
        Instant now = Instant.now();
        Errand errand = new Errand("POST", PAUSE, PARKS.getBytes(StandardCharsets.UTF_8));
        Errand empty = new Errand("POST", PAUSE, new byte[0]);
        Instant old = now.minus(Duration.ofMinutes(2));
        assertEquals(401, bring(errand.signed(stranger, boot, "a1", now)));
        assertEquals(401, bring(errand.signed(pass, other, "a2", now)));
        assertEquals(401, bring(empty.signed(pass, boot, "a3", now)));
        assertEquals(401, bring(errand.signed(pass, boot, "a4", old)));
        assertEquals(401, bring("test a5 x y"));
        assertTrue(!isPaused("broker-1"), "a bad errand was done");
        String good = errand.signed(pass, boot, "a6", now);
        assertEquals(200, bring(good));
        assertTrue(isPaused("broker-1"), "a good errand was not done");
        assertEquals(401, bring(good), "an errand was done twice");
        assertEquals(200, admin("POST", "accepted/resume", PARKS).status());
    }

    private int bring(String header) throws Exception {
        return ask("POST", PAUSE, Errand.HEADER, header, PARKS).status();
    }
}
