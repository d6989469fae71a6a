package dev.hera.trials.replay;

import static dev.hera.trials.Crowd.stretch;
import static dev.hera.trials.Platform.await;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Callers with one token, through HAProxy.
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CALLERS = 16;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Platform platform;
    private final String token;

    /// With the token that the platform was started with.
    Crowd(Platform platform) {
        this(platform, platform.callerToken());
    }

    Crowd(Platform platform, String token) {
        this.platform = platform;
        this.token = token;
    }

    HttpClient client() {
        return client;
    }

    /// The status of a call's answer; 0 when there was none.
    int called(String url, String path, int n) {
        try {
            return call(url, path, "{\"n\":" + n + "}").statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    /// A call with JSON, and its answer.
    ///
    /// @param headers names and values
    HttpResponse<String> call(String url, String path, String body, String... headers)
            throws IOException {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            call.headers(headers);
        }
        try {
            return client.send(call.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Waits until each broker answers such a call like this.
    void awaitAll(String path, int status) {
        for (int broker = 1; broker <= 2; broker++) {
            String url = platform.broker(broker);
            await(stretch(PATIENCE), status + " at " + url, () -> called(url, path, -1) == status);
        }
    }

    /// Makes so many calls that are answered like this, and gives the filter that finds them.
    String record(String path, int calls, int status) throws InterruptedException {
        String before = Instant.now().toString();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(
                    Thread.startVirtualThread(
                            () -> {
                                for (int n = next.getAndIncrement();
                                        n < calls;
                                        n = next.getAndIncrement()) {
                                    int got = called(platform.url(), path, n);
                                    others.addAndGet(got == status ? 0 : 1);
                                }
                            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (others.get() > 0) {
            throw new AssertionError(others + " of " + calls + " calls did not get " + status);
        }
        return "endpoint:\"POST %s\" -origin:replay after:%s before:%s"
                .formatted(path, before, Instant.now().plusMillis(1));
    }

    /// How long calls take that come at a constant rate for so long, each from when it was due, in
    /// nanoseconds.
    List<Long> paced(String path, int perSecond, Duration length) throws InterruptedException {
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        long began = System.nanoTime();
        long calls = perSecond * length.toMillis() / 1000;
        for (int n = 0; n < calls; n++) {
            long due = began + n * TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            callers.add(
                    Thread.startVirtualThread(
                            () -> {
                                int status = called(platform.url(), path, -2);
                                long end = System.nanoTime();
                                took.add(status == 200 ? end - due : Long.MAX_VALUE);
                            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return List.copyOf(took);
    }

    @Override
    public void close() {
        client.close();
    }
}
