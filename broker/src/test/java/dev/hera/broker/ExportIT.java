package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.cli.HeraCommand;
import dev.hera.wire.compare.Difference;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.test.HeraReplay;
import dev.hera.worker.test.ReplayedCall;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls of two brokers in one file, and that file as tests of the worker's code.
class ExportIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = Path.of("target", "export-it.calls.jsonl");
    private static final String EXPORT = "target/export-it.calls.jsonl";
    private static final String SECRET = "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijkl";
    private static final AtomicInteger STOCK = new AtomicInteger();
    @TempDir static Path data;
    private static LocalPlatform hera;
    private static Worker worker;
    private static String since;
    private static Path token;

    @BeforeAll
    static void callsOfTwoBrokersAreExported() throws Exception {
        hera = new LocalPlatform.Opener().start(2, data);
        worker =
                shop(ExportIT::order)
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("shop"))
                        .start();
        ReplayDesk.until(
                "links", () -> hera.running().stream().allMatch(b -> b.serves("POST /0/no")));
        since = Instant.now().toString();
        for (int broker = 0; broker < 2; broker++) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, call(broker, "/0/order?shop=a", "{\"item\":" + i + "}"));
            }
            assertEquals(422, call(broker, "/0/no", "{}"));
        }
        assertEquals(200, call(0, "/0/order", "{\"item\":9,\"note\":\"" + SECRET + "\"}"));
        token = data.resolve("operator");
        Files.writeString(token, hera.tokenFor("operator", "admin:read"));
        Files.deleteIfExists(FILE);
        String said = hera("endpoint:\"POST /0/*\" -endpoint:\"POST /0/stock\" after:" + since);
        assertTrue(said.contains("calls  ") && said.contains("9"), said);
    }

    private static WorkerBuilder shop(Handler order) {
        return Worker.named("shop")
                .post("/0/order", order)
                .post("/0/stock", call -> Map.of("left", STOCK.decrementAndGet()))
                .post("/0/no", ExportIT::no);
    }

    @AfterAll
    static void stop() {
        worker.close();
        hera.close();
    }

    private static Map<String, Object> order(Context call) {
        int item = call.param("item", int.class);
        JsonNode stock = call.call("POST /0/stock").with("item", item).send().tree();
        return Map.of(
                "id", UUID.randomUUID(),
                "at", Instant.now().toString(),
                "left", stock.path("left").asInt());
    }

    private static Object no(Context call) {
        throw new CallException(422, "never");
    }

    private static int call(int broker, String path, String body) throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(hera.brokers().get(broker).resolve(URI.create(path)))
                        .header("Authorization", "Bearer " + hera.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(call, BodyHandlers.ofString()).statusCode();
        }
    }

    /// Runs `hera calls export` at the second broker; gives what it prints, also when it fails.
    private static String hera(String filter, String... more) {
        int port = hera.running().getLast().node().linkPort();
        return hera(filter, URI.create("http://127.0.0.1:" + port), more);
    }

    private static String hera(String filter, URI broker, String... more) {
        List<String> words = new ArrayList<>(List.of("calls", "export", filter));
        words.addAll(List.of("--to", EXPORT, "--token-file", token.toString()));
        words.addAll(List.of("--broker", broker.toString()));
        words.addAll(List.of(more));
        StringWriter out = new StringWriter();
        CommandLine line = HeraCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        return line.execute(words.toArray(String[]::new)) + ": " + out;
    }

    private static List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @HeraReplay(EXPORT)
    void sameCodeAnswersAsThen(ReplayedCall call) {
        call.answeredAsThen(shop(ExportIT::order));
    }

    @HeraReplay(
            value = EXPORT,
            alike = {},
            ignore = "remote POST /0/stock")
    void otherCodeIsReportedByPath(ReplayedCall call) {
        List<String> paths =
                call.differences(shop(other -> Map.of("left", 7))).stream()
                        .map(Difference::path)
                        .sorted()
                        .toList();
        List<String> all = List.of("$.at", "$.id", "$.left");
        assertEquals(call.endpoint().endsWith("/no") ? List.of() : all, paths, call.toString());
    }

    @HeraReplay(value = EXPORT, masked = true)
    void aNewRemoteCallIsRefusedAndNamed(ReplayedCall call) {
        Handler curious =
                context -> {
                    Object answer = order(context);
                    return context.call("GET /0/weather").send().status() == 0 ? "" : answer;
                };
        List<Difference> found = call.differences(shop(curious));
        Difference expected =
                new Difference("remote GET /0/weather", Difference.ABSENT, "GET /0/weather");
        assertEquals(!call.endpoint().endsWith("/no"), found.contains(expected), found.toString());
        if (!found.isEmpty()) {
            assertThrows(AssertionError.class, () -> call.answeredAsThen(shop(curious)));
        }
    }

    @Test
    void theFileHoldsEveryCallOnceWithWhatItCalledAndNoSecret() throws Exception {
        List<JsonNode> lines = lines();
        assertEquals(1, lines.getFirst().path("export").path("version").asInt());
        JsonNode end = lines.getLast().path("end");
        assertEquals(9, end.path("calls").asInt(), end.toString());
        assertEquals(7, end.path("remote").asInt(), end.toString());
        assertEquals(0, end.path("missing").size(), end.toString());
        long calls =
                lines.stream().map(l -> l.path("call").path("uuid").asText()).distinct().count();
        assertEquals(9 + 1, calls, "each once, and lines that are no calls");
        assertFalse(Files.readString(FILE).contains("eyJhbGci"), "a secret is in the file");
        assertTrue(Files.readString(FILE).contains("masked:"));
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE));
        assertEquals("rw-------", mode);
    }

    @Test
    void aFileThatIsThereStaysAndOneThatIsNotWholeIsNotMade() throws Exception {
        String before = Files.readString(FILE);
        String again = hera("after:" + since);
        assertTrue(again.startsWith("1: ") && again.contains("--force"), again);
        String refused = hera("after:" + since, URI.create("http://127.0.0.1:1"), "--force");
        assertTrue(refused.startsWith("1: "), refused);
        assertEquals(before, Files.readString(FILE));
        assertFalse(Files.exists(FILE.resolveSibling(FILE.getFileName() + ".part")));
    }
}
