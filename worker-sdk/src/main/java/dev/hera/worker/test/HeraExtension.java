package dev.hera.worker.test;

import dev.hera.wire.local.LocalHera;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.link.LinkState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A ZooKeeper, brokers and the worker under test, in this process, for the tests of one class:
///
/// ```java
/// @RegisterExtension
/// static final HeraExtension HERA =
///         HeraExtension.serving(() -> Worker.named("greeter").get("/0/hi", call -> "hi"));
///
/// @Test
/// void greets() {
///     assertEquals("\"hi\"", HERA.get("/0/hi").body());
/// }
/// ```
///
/// Calls go to the brokers in turn. A call that takes longer than 30 s fails.
public final class HeraExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Supplier<WorkerBuilder> worker;
    private final int brokers;
    private @Nullable LocalHera hera;
    private @Nullable Worker running;
    private @Nullable Path data;
    private @Nullable HttpClient client;
    private int turn;

    private HeraExtension(Supplier<WorkerBuilder> worker, int brokers) {
        this.worker = worker;
        this.brokers = brokers;
    }

    /// Serves this worker behind two brokers.
    ///
    /// @param worker built anew for each test class; its ZooKeeper and secret are set here
    public static HeraExtension serving(Supplier<WorkerBuilder> worker) {
        return new HeraExtension(worker, 2);
    }

    /// The same with another number of brokers, 1 to 10.
    public HeraExtension withBrokers(int number) {
        if (number < 1 || number > 10) {
            throw new IllegalArgumentException(number + " brokers, allowed are 1..10");
        }
        return new HeraExtension(worker, number);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        LocalHera.Starter starter =
                ServiceLoader.load(LocalHera.Starter.class)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no broker on the class path; add hera-broker in"
                                                        + " test scope"));
        Path folder = Files.createTempDirectory("hera-test");
        LocalHera started = starter.start(brokers, folder);
        data = folder;
        hera = started;
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        WorkerBuilder builder = worker.get();
        running =
                builder.zookeeper(started.zookeeper())
                        .secret(started.secretFor(builder.service()))
                        .start();
        awaitLinks(running);
    }

    /// The worker answers through every broker before the first test runs.
    private void awaitLinks(Worker started) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (open(started) < brokers) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "linked with " + open(started) + " of " + brokers + " brokers");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static long open(Worker started) {
        return started.links().values().stream().filter(LinkState.Open.class::isInstance).count();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (running != null) {
            running.close();
        }
        if (client != null) {
            client.close();
        }
        if (hera != null) {
            hera.close();
        }
        if (data != null) {
            delete(data);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// The platform itself.
    public LocalHera platform() {
        if (hera == null) {
            throw new IllegalStateException("not started; register the extension as static");
        }
        return hera;
    }

    /// Calls with GET and the platform's token.
    public HttpResponse<String> get(String path) {
        return call("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /// Calls with POST, a JSON body and the platform's token.
    public HttpResponse<String> post(String path, String json) {
        return call("POST", path, HttpRequest.BodyPublishers.ofString(json));
    }

    /// Calls with any method.
    public HttpResponse<String> call(String method, String path, HttpRequest.BodyPublisher body) {
        LocalHera platform = platform();
        URI broker = platform.brokers().get(turn++ % platform.brokers().size());
        return send(
                HttpRequest.newBuilder(broker.resolve(path))
                        .header("Authorization", "Bearer " + platform.token())
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method(method, body)
                        .build());
    }

    /// Sends a call that the test has built itself.
    public HttpResponse<String> send(HttpRequest call) {
        if (client == null) {
            throw new IllegalStateException("not started; register the extension as static");
        }
        try {
            return client.send(call, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the call to " + call.uri() + " broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling", e);
        }
    }
}
