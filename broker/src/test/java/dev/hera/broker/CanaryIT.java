package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.remote.RemoteCall;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Secrets that came in a call, everywhere they can, are in no file, log line, metric or answer to
/// operators; what is no secret is, so that the search is known to find things.
///
/// All of both ends is said in the log here, the last detail too.
class CanaryIT {
    private static final String CANARY = "sk_live_canary0123456789abcdefghijk";
    private static final String MARKER = "plainmarker4711";

    private static final List<String> PATHS =
            List.of(
                    "/0/echo/" + CANARY + "?token=" + CANARY,
                    "/0/fail?x=" + MARKER,
                    "/0/asks?key=" + CANARY);

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.hera");
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> listening = new OutputStreamAppender<>();

    /// As a log file would have it: message, names and stack of whatever is thrown.
    @BeforeEach
    void listen() {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(root.getLoggerContext());
        lines.setPattern("%level %logger %mdc %msg %ex{full}%n");
        lines.start();
        listening.setContext(root.getLoggerContext());
        listening.setEncoder(lines);
        listening.setOutputStream(log);
        listening.start();
        root.addAppender(listening);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void leave() {
        root.detachAppender(listening);
        ours.setLevel(Level.INFO);
    }

    private static Worker worker(LocalPlatform hera) {
        return Worker.named("echo")
                .zookeeper(hera.zookeeper())
                .secret(hera.secretFor("echo"))
                .post("/0/echo/{name}", call -> call.tree())
                .post(
                        "/0/fail",
                        _ -> {
                            throw new CallException(409, "no: " + CANARY);
                        })
                .post("/0/asks", CanaryIT::asks)
                .start();
    }

    /// A remote call with all of it, and one that fails with it.
    private static Object asks(Context call) {
        RemoteCall echo = call.call("POST /0/echo/{name}").with("name", CANARY);
        assertEquals(200, echo.query("token", CANARY).body(call.tree()).send().status());
        byte[] failed = call.call("POST /0/fail").body(call.tree()).send().bytes();
        return new String(failed, StandardCharsets.UTF_8);
    }

    @Test
    void aSecretIsFoundNowhere(@TempDir Path data) throws Exception {
        List<String> shown = new ArrayList<>();
        Map<String, String> settings =
                Map.of("access.log", data.resolve("access.jsonl").toString());
        try (LocalPlatform hera = new LocalPlatform.Opener().start(1, data, settings);
                HttpClient client = HttpClient.newHttpClient();
                Worker worker = worker(hera)) {
            assertEquals(1, worker.links().size());
            for (String path : PATHS) {
                HttpResponse<String> answer = client.send(call(hera, path), text());
                assertTrue(answer.body().contains(CANARY), "void: " + answer.body());
                String uuid = answer.headers().firstValue("X-Request-UUID").orElse("");
                String own = "/_hera/calls/" + uuid;
                client.send(get(hera.brokers().getFirst().resolve(own + "?wait=5"), hera), text());
                URI internal = internal(hera);
                for (String admin :
                        List.of(
                                "/_hera/api/calls/" + uuid,
                                "/_hera/metrics",
                                "/_hera/api/routes")) {
                    shown.add(client.send(get(internal.resolve(admin), hera), text()).body());
                }
            }
        }
        assertTrue(shown.stream().anyMatch(text -> text.contains(MARKER)), "void: " + shown);
        shown.forEach(text -> assertFalse(text.contains(CANARY), text));
        assertTrue(!holding(data, MARKER).isEmpty(), "void: the marker is in no file");
        assertEquals(List.of(), holding(data, CANARY));
        assertTrue(holding(data, "POST /0/asks").contains("access.jsonl"), "void: no access log");
        String said = log.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("linked to broker broker-1"), "void: " + said);
        assertEquals(List.of(), said.lines().filter(line -> line.contains(CANARY)).toList());
    }

    private static URI internal(LocalPlatform hera) {
        return URI.create("http://127.0.0.1:" + hera.running().getFirst().node().linkPort());
    }

    private static HttpRequest call(LocalPlatform hera, String path) {
        String body = "{\"note\":\"" + MARKER + "\",\"key\":\"" + CANARY + "\"}";
        return HttpRequest.newBuilder(hera.brokers().getFirst().resolve(path))
                .header("Authorization", "Bearer " + hera.token())
                .header("Cookie", "session=" + CANARY)
                .header("X-Api-Key", CANARY)
                .header("User-Agent", MARKER + " " + CANARY)
                .header("Idempotency-Key", CANARY + path.length())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest get(URI at, LocalPlatform hera) {
        return HttpRequest.newBuilder(at).header("Authorization", "Bearer " + hera.token()).build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static List<String> holding(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
