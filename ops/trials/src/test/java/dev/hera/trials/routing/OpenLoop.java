package dev.hera.trials.routing;

import static dev.hera.trials.Platform.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Calls at a constant rate whatever becomes of them; each is timed from when it was due, so that
/// a caller that falls behind hides nothing.
final class OpenLoop implements AutoCloseable {
    /// How long a caller waits for an answer.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final HttpRequest call;
    private final Thread caller;

    /// One call.
    ///
    /// @param due when it was due, by `System.nanoTime()`
    /// @param nanos from then to its end
    /// @param status 0 when the connection broke
    /// @param worker the name of the one that it went to, or what stands in its place
    record Sample(long due, long nanos, int status, String worker) {
        boolean good() {
            return status == 200;
        }
    }

    /// Begins to call `POST /0/toil`.
    ///
    /// @param token may be anything where nobody asks for it
    OpenLoop(String url, String token, int perSecond) {
        call =
                HttpRequest.newBuilder(URI.create(url + "/0/toil"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Hera-Deadline-Ms", Long.toString(PATIENCE.toMillis()))
                        .timeout(PATIENCE.plusSeconds(2))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        caller = Thread.ofPlatform().name("open-loop").start(() -> run(perSecond));
    }

    private void run(int perSecond) {
        long gap = 1_000_000_000L / perSecond;
        for (long due = System.nanoTime(); running.get(); due += gap) {
            long now = due;
            LockSupport.parkNanos(now - System.nanoTime());
            threads.execute(() -> samples.add(sample(now)));
        }
    }

    private Sample sample(long due) {
        try {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            String worker =
                    answer.headers()
                            .firstValue("Hera-Worker")
                            .or(() -> answer.headers().firstValue("Worker"))
                            .orElse("");
            return new Sample(due, System.nanoTime() - due, answer.statusCode(), worker);
        } catch (IOException e) {
            return new Sample(due, System.nanoTime() - due, 0, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sample(due, System.nanoTime() - due, 0, "");
        }
    }

    /// Ended calls that were due in this time.
    List<Sample> between(long from, long to) {
        return samples.stream().filter(s -> s.due() - from >= 0 && s.due() - to < 0).toList();
    }

    /// Part of these calls that went to a member of the crew; 0 when there are none.
    static double share(List<Sample> samples, int member) {
        String name = Crew.name(member);
        long hit = samples.stream().filter(s -> s.worker().endsWith(name)).count();
        return samples.isEmpty() ? 0 : (double) hit / samples.size();
    }

    /// What came of the calls of the last seconds, for whoever has to find out why.
    String lately(Duration window) {
        long now = System.nanoTime();
        Map<String, Long> counts = new TreeMap<>();
        between(now - window.toNanos(), now)
                .forEach(s -> counts.merge(s.status() + " " + s.worker(), 1L, Long::sum));
        return counts.toString();
    }

    /// Stops calling and waits for what is under way.
    void finish() {
        running.set(false);
        await(PATIENCE, "end of the caller", () -> !caller.isAlive());
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("calls hang");
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
