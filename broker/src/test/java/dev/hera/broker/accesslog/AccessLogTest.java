package dev.hera.broker.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.NaughtyStrings;
import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Origin;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.Ended;
import dev.hera.wire.Body;
import dev.hera.wire.id.TraceParent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

class AccessLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.125Z");
    private static final Ledger LEDGER = new Ledger(9_000, 1_000, 2_000, 3_000, 4_000);
    private final Random random = new Random(3);
    @TempDir private Path folder;

    private Ended call(String method, String path, String endpoint, String worker) {
        CallId id = CallId.next(AT, 7, random);
        Body body = new Body.Binary("secret".getBytes(StandardCharsets.UTF_8));
        Outcome outcome = new Outcome.Answered(201, Map.of(), body, null, worker, LEDGER);
        Attempt attempt = new Attempt(1, worker, () -> "", AT, 8_000, 4_000, "answered");
        TraceParent trace = new TraceParent("ab".repeat(16), "cd".repeat(8), true);
        return new Ended(
                id,
                Origin.HTTP,
                AT,
                method,
                path,
                trace,
                10,
                new Caller("acme"),
                endpoint,
                outcome,
                List.of(attempt));
    }

    private static byte[] line(Ended ended) {
        return AccessLine.of(ended, path -> path.replace("sesame", "masked"));
    }

    private List<JsonNode> written(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readString(file, StandardCharsets.US_ASCII).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    @Test
    void aSecretInAPathIsMasked() throws IOException {
        JsonNode line = JSON.readTree(line(call("GET", "/0/open/sesame", "GET /0/open/*", "w-1")));
        assertEquals("/0/open/masked", line.path("path").asText());
    }

    @Test
    void aLineSaysWhoCalledWhatAndHowItEnded() throws IOException {
        Path file = folder.resolve("logs/access.jsonl");
        Ended ended = call("POST", "/0/a", "POST /0/a", "w-1");
        try (AccessLog log = new AccessLog(file, 10, 1_000_000, 3, path -> path)) {
            log.start();
            log.onEnd(ended);
        }
        JsonNode line = written(file).getFirst();
        assertEquals("2026-11-21T10:00:00.125Z", line.path("time").asText());
        assertEquals(ended.id().toString(), line.path("uuid").asText());
        assertEquals("acme", line.path("caller").asText());
        assertEquals("POST", line.path("method").asText());
        assertEquals("/0/a", line.path("path").asText());
        assertEquals(201, line.path("status").asInt());
        assertEquals("answered", line.path("outcome").asText());
        assertEquals("w-1", line.path("worker").asText());
        assertEquals(1, line.path("attempts").asInt());
        assertEquals(9, line.path("micros").path("total").asInt());
        assertEquals(10, line.path("bytesIn").asInt());
        assertEquals(6, line.path("bytesOut").asInt());
        assertEquals("ab".repeat(16), line.path("trace").asText());
        assertFalse(line.toString().contains("secret"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void whatWasRefusedSaysWhy() throws IOException {
        Outcome refused = new Outcome.NotExecuted(new Refusal.Malformed("no"), null, LEDGER);
        CallId id = CallId.next(AT, 7, random);
        byte[] line = line(Ended.turned(id, AT, "GET", "/a b", refused));
        JsonNode json = JSON.readTree(line);
        assertEquals("malformed", json.path("why").asText());
        assertEquals(400, json.path("status").asInt());
        assertEquals(0, json.path("attempts").asInt());
    }

    @Test
    void naughtyStringsAreOneLineOfPrintableAsciiEach() throws IOException {
        for (String naughty : NaughtyStrings.all()) {
            byte[] line = line(call(naughty, naughty, naughty, naughty));
            for (int i = 0; i < line.length - 1; i++) {
                assertTrue(line[i] >= ' ' && line[i] < 0x7f, () -> "not printable: " + naughty);
            }
            assertEquals('\n', line[line.length - 1]);
            JsonNode json = JSON.readTree(line);
            assertEquals(naughty, json.path("path").asText());
            assertEquals(naughty, json.path("worker").asText());
        }
        JSON.readTree(line(call("GET", "/\ud800alone\udfff", "", "")));
    }

    @Test
    void aFullFileIsPutAsideAndTheLastOneGoes() throws IOException {
        Path file = folder.resolve("access.jsonl");
        int length = line(call("GET", "/0", "e", "w")).length;
        try (RollingFile rolling = new RollingFile(file, 2L * length, 3)) {
            for (int i = 0; i < 9; i++) {
                rolling.write(line(call("GET", "/" + i, "e", "w")));
            }
        }
        assertEquals("/8", written(file).getLast().path("path").asText());
        assertEquals(1, written(file).size());
        assertEquals("/7", written(folder.resolve("access.jsonl.1")).get(1).path("path").asText());
        assertEquals("/4", written(folder.resolve("access.jsonl.2")).get(0).path("path").asText());
        assertFalse(Files.exists(folder.resolve("access.jsonl.3")));
    }

    @Test
    void whatWasThereIsKept() throws IOException {
        Path file = folder.resolve("access.jsonl");
        for (int i = 0; i < 2; i++) {
            try (RollingFile rolling = new RollingFile(file, 1_000_000, 2)) {
                rolling.write(line(call("GET", "/" + i, "e", "w")));
            }
        }
        assertEquals(2, written(file).size());
    }

    @Test
    void callsThatFindNoRoomAreCountedAndNobodyWaits() throws IOException {
        Path file = folder.resolve("access.jsonl");
        try (AccessLog log = new AccessLog(file, 4, 1_000_000, 3, path -> path)) {
            for (int i = 0; i < 10; i++) {
                log.onEnd(call("GET", "/" + i, "e", "w"));
            }
            assertEquals(6, log.dropped());
            log.start();
        }
        assertEquals(4, written(file).size());
    }

    @Test
    void aDiskThatRefusesCostsLinesAndNothingElse() throws IOException {
        Path blocked = Files.createFile(folder.resolve("file")).resolve("access.jsonl");
        AccessLog log = new AccessLog(blocked, 4, 1_000_000, 3, path -> path);
        log.onEnd(call("GET", "/", "e", "w"));
        log.start();
        log.close();
        assertEquals(1, log.dropped());
        assertEquals(0, log.written());
    }
}
