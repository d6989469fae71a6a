package dev.hera.trials;

import static dev.hera.trials.Platform.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls between workers need no HAProxy: it is killed in the midst of them, and none fails.
class HaproxyStoppedIT {
    private static final Pattern REMOTE =
            Pattern.compile("hera_calls_by_origin_total\\{[^}]*origin=\"remote\"[^}]*} (\\S+)");
    private static final int CALLERS = 4;
    private static final int CALLS_EACH = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void remoteCallsGoOnWhenHaproxyDiesInTheMidst(@TempDir Path data) throws Exception {
        try (Platform platform = Platform.up(data, "--no-restart");
                HttpClient _ = client;
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            assertEquals("", report(platform, platform.url()), "through HAProxy");
            double before = remoteCalls(platform);
            List<Future<List<String>>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Callable<List<String>> calls = calls(platform, caller);
                all.add(callers.submit(calls));
            }
            await(Duration.ofMinutes(1), "reports", () -> answered.get() > CALLERS * 10);
            platform.signal("haproxy", "KILL");
            int killedAt = answered.get();
            for (Future<List<String>> one : all) {
                assertEquals(List.of(), one.get());
            }
            int after = answered.get() - killedAt;
            assertTrue(after > CALLERS * 10, "void: only " + after + " after the kill");
            assertThrows(ConnectException.class, () -> report(platform, platform.url()));
            assertEquals(before + 3.0 * CALLERS * CALLS_EACH, remoteCalls(platform));
        }
    }

    /// Each report makes three remote calls; what went wrong is in the list.
    private Callable<List<String>> calls(Platform platform, int caller) {
        String broker = "http://127.0.0.1:" + (9101 + caller % 2 + platform.offset());
        return () -> {
            List<String> faults = new ArrayList<>();
            for (int i = 0; i < CALLS_EACH; i++) {
                String fault = report(platform, broker);
                if (!fault.isEmpty()) {
                    faults.add(fault);
                }
                answered.incrementAndGet();
            }
            return faults;
        };
    }

    private String report(Platform platform, String front)
            throws IOException, InterruptedException {
        HttpRequest call =
                HttpRequest.newBuilder(URI.create(front + "/0/report"))
                        .header("Authorization", "Bearer " + platform.callerToken())
                        .timeout(Duration.ofSeconds(60))
                        .build();
        HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
        return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
    }

    private static double remoteCalls(Platform platform) {
        double sum = 0;
        for (int port : new int[] {9201, 9202}) {
            Matcher count = REMOTE.matcher(platform.internal(port, "/_hera/metrics"));
            while (count.find()) {
                sum += Double.parseDouble(count.group(1));
            }
        }
        return sum;
    }
}
