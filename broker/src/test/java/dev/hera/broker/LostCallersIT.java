package dev.hera.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.worker.Worker;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A caller goes away while its call is with a worker: the call runs on, is on record, and holds
/// nothing afterwards. `-Dhera.lost.callers=10000` for as many.
class LostCallersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLERS = Integer.getInteger("hera.lost.callers", 60);
    private static final int AT_ONCE = 10;
    private static final String RPC = "{\"jsonrpc\":\"2.0\",\"method\":\"slow\",\"id\":1}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final BlockingQueue<UUID> RUNNING = new LinkedBlockingQueue<>();
    private static final Semaphore MAY_END = new Semaphore(0);
    private static LocalPlatform hera;
    private static Worker worker;

    @BeforeAll
    static void start(@TempDir Path data) {
        hera = new LocalPlatform.Opener().start(1, data);
        Options patient = Options.usual().timeout(Duration.ofSeconds(60));
        worker =
                Worker.named("slow")
                        .zookeeper(hera.zookeeper())
                        .secret(hera.secretFor("slow"))
                        .post("/0/slow", patient, LostCallersIT::slow)
                        .rpc("slow", patient, LostCallersIT::slow)
                        .start();
    }

    @AfterAll
    static void stop() {
        MAY_END.release(1_000_000);
        worker.close();
        hera.close();
    }

    private static Object slow(Context call) throws InterruptedException {
        RUNNING.add(call.uuid());
        return MAY_END.tryAcquire(60, TimeUnit.SECONDS);
    }

    private static Socket call(String path, String body) throws IOException {
        URI broker = hera.brokers().getFirst();
        Socket socket = new Socket(broker.getHost(), broker.getPort());
        String text =
                "POST %s HTTP/1.1\r\nHost: hera\r\nAuthorization: Bearer %s\r\n"
                                .formatted(path, hera.token())
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(body.length(), body);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static String running() throws InterruptedException {
        UUID uuid = RUNNING.poll(60, TimeUnit.SECONDS);
        assertNotNull(uuid, "the worker never got it");
        return uuid.toString();
    }

    private static JsonNode record(String uuid) {
        int port = hera.running().getFirst().node().linkPort();
        HttpRequest asked =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/_hera/api/calls/" + uuid))
                        .header("Authorization", "Bearer " + hera.token())
                        .build();
        try {
            return JSON.readTree(CLIENT.send(asked, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isNoted(String uuid) {
        return record(uuid).hasNonNull("undelivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0/slow", "/rpc"})
    void anAnswerToAConnectionThatWasResetIsNotedAsUndelivered(String path) throws Exception {
        Socket caller = call(path, RPC);
        String uuid = running();
        reset(caller);
        MAY_END.release();
        until("it is noted", () -> isNoted(uuid));
        JsonNode record = record(uuid);
        assertEquals("answered", record.path("outcome").asText(), record.toString());
        until("nothing is held", () -> hera.running().getFirst().inFlight() == 0);
    }

    @Test
    void everyCallOfABatchThatReachedNobodyIsNoted() throws Exception {
        Socket caller = call("/rpc", "[" + RPC + "," + RPC + "]");
        List<String> uuids = List.of(running(), running());
        reset(caller);
        MAY_END.release(2);
        for (String uuid : uuids) {
            until("it is noted", () -> isNoted(uuid));
        }
    }

    /// The system takes the answer for a connection that its caller has closed in good order, so
    /// nobody can say that it was not read.
    @ParameterizedTest
    @ValueSource(strings = {"/0/slow", "/rpc"})
    void theCallOfACallerThatHangsUpRunsToItsEnd(String path) throws Exception {
        Socket caller = call(path, RPC);
        String uuid = running();
        caller.close();
        MAY_END.release();
        until("it is on record", () -> record(uuid).path("outcome").asText().equals("answered"));
        until("nothing is held", () -> hera.running().getFirst().inFlight() == 0);
    }

    @Test
    void manyLostCallersLeaveNothingBehind() throws Exception {
        Broker broker = hera.running().getFirst();
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < CALLERS; i += AT_ONCE) {
            List<Socket> callers = new ArrayList<>();
            for (int j = 0; j < AT_ONCE; j++) {
                callers.add(call(j % 2 == 0 ? "/0/slow" : "/rpc", RPC));
            }
            for (int j = 0; j < AT_ONCE; j++) {
                uuids.add(running());
            }
            for (Socket caller : callers) {
                reset(caller);
            }
            MAY_END.release(AT_ONCE);
            until("nothing is held", () -> broker.inFlight() == 0);
        }
        for (String uuid : uuids) {
            until("it is noted", () -> isNoted(uuid));
        }
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
