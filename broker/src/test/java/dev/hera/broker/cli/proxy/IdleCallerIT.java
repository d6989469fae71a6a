package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A caller with a kept-alive connection does not notice that HAProxy was reloaded in between.
class IdleCallerIT {
    private static final String CALL = "POST /0/x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";

    @TempDir Path folder;

    @Test
    void aConnectionThatWasIdleAtAReloadIsAnsweredOnceMore() throws Exception {
        try (RealHaproxy haproxy = new RealHaproxy(folder);
                StubBroker broker = new StubBroker("broker-1");
                HaproxySync sync =
                        new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {});
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), haproxy.port())) {
            sync.start();
            sync.brokers(Map.of("broker-1", broker.node()));
            RealHaproxy.await("a slot", () -> haproxy.serving().size() == 1);
            caller.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            BufferedReader answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    caller.getInputStream(), StandardCharsets.ISO_8859_1));
            assertAnswered(caller, answers);
            haproxy.signal("USR2");
            // Only a new process takes connections after the old one was told to finish.
            RealHaproxy.await("a reload", () -> wasReloaded(haproxy));
            assertAnswered(caller, answers);
        }
    }

    private static boolean wasReloaded(RealHaproxy haproxy) {
        try {
            return haproxy.log().lines().filter(line -> line.contains("Loading success")).count()
                    >= 2;
        } catch (IOException _) {
            return false;
        }
    }

    private static void assertAnswered(Socket caller, BufferedReader answers) throws IOException {
        caller.getOutputStream().write(CALL.getBytes(StandardCharsets.US_ASCII));
        String status = String.valueOf(answers.readLine());
        assertTrue(status.startsWith("HTTP/1.1 200"), "instead of an answer: " + status);
        int length = 0;
        for (String line = answers.readLine();
                line != null && !line.isEmpty();
                line = answers.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            answers.read();
        }
    }
}
