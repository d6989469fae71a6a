package dev.hera.trials;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Calls at a steady rate, open loop, each on its own virtual thread; keeps every result.
final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong sent = new AtomicLong();
    private final String url;
    private final String token;

    /// How one call ended, as the caller saw it.
    ///
    /// @param status 0 when the connection broke
    record Result(
            long number, int status, String outcome, String broker, String worker, String why) {
        boolean good() {
            return status == 200;
        }
    }

    Traffic(Platform platform) {
        this.url = platform.url();
        this.token = platform.callerToken();
    }

    /// Begins to call `POST /0/echo` this many times a second.
    static Traffic at(int perSecond, Platform platform) {
        Traffic traffic = new Traffic(platform);
        traffic.threads.execute(() -> traffic.run(perSecond));
        return traffic;
    }

    private void run(int perSecond) {
        long gap = 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        while (running.get()) {
            long number = sent.incrementAndGet();
            threads.execute(() -> results.add(call("/0/echo", number)));
            next += gap;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /// One call that carries its number and wants it back.
    Result call(String path, long number) {
        String body = "{\"n\":" + number + "}";
        HttpRequest post =
                to(path).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return send(post, number, path.equals("/0/echo") ? body : "");
    }

    /// One call without a body.
    Result get(String path) {
        return send(to(path).build(), 0, "");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    /// A good answer whose body is not the wanted one counts as crossed wires: status -1.
    private Result send(HttpRequest call, long number, String wanted) {
        try {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            boolean mine =
                    answer.statusCode() != 200 || wanted.isEmpty() || answer.body().equals(wanted);
            return new Result(
                    number,
                    mine ? answer.statusCode() : -1,
                    answer.headers().firstValue("Hera-Outcome").orElse(""),
                    answer.headers().firstValue("Hera-Broker").orElse(""),
                    answer.headers().firstValue("Hera-Worker").orElse(""),
                    answer.statusCode() == 200 ? "" : answer.body());
        } catch (IOException e) {
            return new Result(number, 0, "", "", "", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(number, 0, "", "", "", "interrupted");
        }
    }

    /// Calls sent and not yet ended.
    long inFlight() {
        return sent.get() - results.size();
    }

    long ended() {
        return results.size();
    }

    List<Result> failures() {
        return results.stream().filter(r -> !r.good()).toList();
    }

    /// The workers that gave good answers.
    Set<String> workers() {
        return results.stream()
                .filter(Result::good)
                .map(Result::worker)
                .collect(Collectors.toSet());
    }

    /// Good calls by the broker that answered, from this call number on.
    Map<String, Long> byBroker(long from) {
        Map<String, Long> counts = new TreeMap<>();
        results.stream()
                .filter(r -> r.good() && r.number() >= from)
                .forEach(r -> counts.merge(r.broker(), 1L, Long::sum));
        return counts;
    }

    long sent() {
        return sent.get();
    }

    /// Stops calling and waits for what is under way.
    void finish() {
        running.set(false);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)) {
                throw new AssertionError("calls hang: " + inFlight());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        finish();
        client.close();
    }
}
