package dev.hera.trials.accept;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Some sources, each sending one call after the other whatever happens, and never one twice. What
/// was confirmed is kept, in the order of each source.
final class Sources implements AutoCloseable {
    private static final long PAUSE_NANOS = 60_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Map<String, String> confirmed = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final String url;
    private final String token;
    private volatile boolean running = true;
    private long sent;

    /// @param url of the endpoint
    Sources(int sources, String url, String token) {
        this.url = url;
        this.token = token;
        for (int source = 0; source < sources; source++) {
            String name = "s" + source;
            threads.add(Thread.ofVirtual().name(name).start(() -> run(name)));
        }
    }

    private void run(String source) {
        for (int number = 0; running; number++) {
            send(source, source + ' ' + number);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(String source, String body) {
        HttpRequest call =
                HttpRequest.newBuilder(URI.create(url + "?source=" + source))
                        .header("Authorization", "Bearer " + token)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            String id = answer.headers().firstValue("X-Request-UUID").orElse("");
            note(answer.statusCode(), id, body);
        } catch (IOException _) {
            note(0, "", body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(int status, String id, String body) {
        sent++;
        if (status == 200 || status == 202) {
            confirmed.put(id, body);
        }
    }

    /// From the ids of confirmed calls to their bodies.
    synchronized Map<String, String> confirmed() {
        return new LinkedHashMap<>(confirmed);
    }

    /// Calls sent, confirmed or not.
    synchronized long sent() {
        return sent;
    }

    /// No more calls; those under way have ended when this returns.
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        running = false;
        client.close();
    }
}
