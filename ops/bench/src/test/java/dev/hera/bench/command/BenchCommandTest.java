package dev.hera.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class BenchCommandTest {
    private static final String TOKEN = "hera_caller";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    BenchCommandTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /// Echoes to whoever shows the token.
    @BeforeEach
    void serve() {
        server.createContext(
                "/",
                call -> {
                    byte[] body = call.getRequestBody().readAllBytes();
                    String shown = call.getRequestHeaders().getFirst("Authorization");
                    int status = Objects.equals(shown, "Bearer " + TOKEN) ? 200 : 401;
                    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    call.getResponseBody().write(body);
                    call.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>();
        all.add("http://127.0.0.1:%d/echo?a=b".formatted(server.getAddress().getPort()));
        all.addAll(List.of("--connections", "2", "--seconds", "1", "--warm-up", "0"));
        all.addAll(List.of(arguments));
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void whatCameOfALoadIsToldAsJson(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        String pid = Long.toString(ProcessHandle.current().pid());
        int code = run("--token", token.toString(), "--rate", "50", "--json", "--pid", pid);
        assertEquals(0, code, () -> err.toString() + out);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertTrue(json.path("calls").asInt() > 10, json::toString);
        assertEquals(0, json.path("errors").asInt(), json::toString);
        assertEquals(140, json.path("bytes").asInt(), json::toString);
        assertTrue(json.path("latency").path("p99.9").asDouble() > 0, json::toString);
        assertTrue(json.path("cpuMicrosPerCall").path(pid).asDouble() > 0, json::toString);
        assertTrue(json.path("generatorCores").asDouble() > 0, json::toString);
        assertTrue(json.has("counts") && json.path("whyNot").isArray(), json::toString);
    }

    @Test
    void answersThatAreWrongMakeItFail() {
        assertEquals(1, run());
        assertTrue(out.toString().contains("the first error: HTTP/1.1 401"), out::toString);
        assertTrue(out.toString().contains("as many calls as go, 2 connections"), out::toString);
    }

    @Test
    void filesAreSentAndCompared(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Path body = Files.writeString(folder.resolve("body"), "{\"text\":\"ä\"}");
        String[] same = {"--token", token.toString(), "--body", body.toString()};
        assertEquals(0, run(same), () -> err.toString() + out);
        Path other = Files.writeString(folder.resolve("other"), "{}");
        List<String> differing = new ArrayList<>(List.of(same));
        differing.addAll(List.of("--answer", other.toString()));
        assertEquals(1, run(differing.toArray(String[]::new)));
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        assertEquals(1, run("--payload", "7"));
        assertEquals("bench: --payload is 7; allowed is 0, or 11 and more\n", err.toString());
        err.getBuffer().setLength(0);
        assertEquals(1, run("--pid", "99999999"));
        assertEquals("bench: there is no process 99999999\n", err.toString());
        err.getBuffer().setLength(0);
        assertEquals(2, run("--rate", "many"));
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
