package dev.hera.broker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `hera replay calls` asks until there is no next page.
class ReplayCallsTest {
    private static final String ID = "019aa7c2-0000-7000-8000-000000000000";
    private static final String FIRST =
            """
            {"calls":[{"original":"a","replay":"x","outcome":"answered"}],"next":1000}\
            """;
    private static final String LAST =
            """
            {"calls":[{"original":"b","replay":"y","outcome":"unknown"}]}\
            """;

    private HttpServer broker;

    @BeforeEach
    void start() throws IOException {
        broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broker.createContext("/_hera/api/replays/" + ID + "/calls", ReplayCallsTest::answer);
        broker.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean first = exchange.getRequestURI().getQuery().equals("from=0");
        byte[] page = (first ? FIRST : LAST).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(page);
        }
    }

    @AfterEach
    void stop() {
        broker.stop(0);
    }

    @Test
    void everyCallOfAReplayIsShown(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "any");
        String url = "http://127.0.0.1:" + broker.getAddress().getPort();
        StringWriter out = new StringWriter();
        CommandLine line = HeraCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        String[] asked = {"replay", "calls", ID, "--broker", url, "--token-file", token.toString()};
        assertEquals(0, line.execute(asked));
        List<List<String>> rows =
                out.toString().lines().map(row -> List.of(row.strip().split("\\s+", -1))).toList();
        List<List<String>> wanted =
                List.of(
                        List.of("ORIGINAL", "REPLAY", "OUTCOME"),
                        List.of("a", "x", "answered"),
                        List.of("b", "y", "unknown"));
        assertEquals(wanted, rows);
    }
}
