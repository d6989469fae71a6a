package dev.hera.trials.record;

import static dev.hera.trials.Platform.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Some callers, each with one call at a time, who keep all that they are told; any thread.
///
/// Their calls end in every way that a broker knows: answered, accepted, out of time, and of no
/// endpoint. A call is noted before it is sent; one whose connection breaks was told nothing.
final class Callers implements AutoCloseable {
    private static final int SIZE = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE = 3_000_000;
    private static final List<Kind> KINDS =
            List.of(
                    new Kind("/0/echo", "{\"n\":%d}", 10_000),
                    new Kind("/0/sleep", "{\"ms\":1,\"n\":%d}", 10_000),
                    new Kind("/0/leads", "{\"n\":%d}", 10_000),
                    new Kind("/0/sleep", "{\"ms\":200,\"n\":%d}", 100),
                    new Kind("/0/nowhere", "{\"n\":%d}", 10_000));

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Long, String> sent = new ConcurrentHashMap<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final String url;
    private final String token;
    private volatile boolean resting;
    private volatile boolean over;

    /// A way to call.
    ///
    /// @param patience the caller's, in milliseconds
    private record Kind(String path, String body, int patience) {}

    Callers(String url, String token) {
        this.url = url;
        this.token = token;
        for (int i = 0; i < SIZE; i++) {
            threads.execute(this::call);
        }
    }

    private void call() {
        while (!over) {
            if (!resting) {
                long number = numbers.incrementAndGet();
                call(number, KINDS.get((int) (number % KINDS.size())));
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void call(long number, Kind kind) {
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(url + kind.path()))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Hera-Deadline-Ms", Integer.toString(kind.patience()))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(kind.body().formatted(number)))
                        .build();
        sent.put(number, kind.path());
        try {
            HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
            told.add(
                    new Told(
                            number,
                            kind.path(),
                            header(answer, "X-Request-UUID"),
                            answer.statusCode(),
                            header(answer, "Hera-Outcome"),
                            answer.body()));
        } catch (IOException e) {
            // told nothing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// Waits until so many more were told something.
    void awaitTold(int more) {
        int wanted = told.size() + more;
        await(Duration.ofMinutes(1), wanted + " answers", () -> told.size() >= wanted);
    }

    /// What was told so far, and is not asked for again.
    List<Told> heard() {
        List<Told> all = List.copyOf(told);
        told.removeAll(all);
        return all;
    }

    /// No new calls for a while.
    void rest() {
        resting = true;
    }

    void goOn() {
        resting = false;
    }

    /// The path of every call ever sent, by its number.
    Map<Long, String> sent() {
        return sent;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)) {
                throw new AssertionError("callers hang");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        client.close();
    }
}
