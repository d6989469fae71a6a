package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.access.CredentialCodec;
import dev.hera.broker.access.NewWorkerSecret;
import dev.hera.broker.access.Reach;
import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.route.Line;
import dev.hera.wire.Body;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Vitals;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A real listener with real links; what would be the router writes down what it hears.
final class LinkStage implements AutoCloseable {
    /// The usual limits, with waits a test can afford.
    static final LinkSettings QUICK =
            new LinkSettings(
                    Duration.ofMillis(1_000),
                    100,
                    1_000,
                    Duration.ofMillis(100),
                    Duration.ofMillis(400),
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(500),
                    4096,
                    32L << 20,
                    10_000,
                    4);

    final Map<String, Line> lines = new ConcurrentHashMap<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<Vitals> vitals = new CopyOnWriteArrayList<>();
    final LinkServer links;
    private final Map<String, byte[]> credentials = new HashMap<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ServerConnector connector;
    private final UUID boot = UUID.randomUUID();
    private volatile WorkerTable workers = WorkerTable.EMPTY;

    LinkStage() throws Exception {
        this(QUICK, WorkerAsks.NONE);
    }

    LinkStage(LinkSettings settings, WorkerAsks asks) throws Exception {
        QueuedThreadPool pool = new QueuedThreadPool();
        pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("hera-"));
        server = new Server(pool);
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        links =
                new LinkServer(
                        settings, this::self, () -> workers, events(), asks, System::nanoTime);
        server.setHandler(links.handler(server));
        server.start();
        links.start();
    }

    private LinkEvents events() {
        return new LinkEvents(
                (line, hello) -> {
                    lines.put(line.worker(), line);
                    heard.add("joined " + line.worker());
                },
                (worker, generation, endpoints) -> {
                    heard.add("announced " + worker + " " + generation + " " + endpoints.size());
                    return List.of();
                },
                (_, report) -> vitals.add(report),
                (worker, took) -> {
                    if (took.isPositive()) {
                        heard.add("ping " + worker);
                    }
                },
                worker -> heard.add("draining " + worker),
                worker -> heard.add("suspect " + worker),
                line -> heard.add("left " + line.worker()));
    }

    BrokerNode self() {
        return new BrokerNode(
                "stage",
                "127.0.0.1",
                1,
                connector.getLocalPort(),
                List.of("hera.v1"),
                "0.1.0",
                boot,
                Instant.EPOCH);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/_hera/link");
    }

    /// Lets a service in; the answer is its secret.
    String allow(String service, String... reaches) {
        NewWorkerSecret made =
                NewWorkerSecret.make(
                        service,
                        List.of(reaches).stream().map(Reach::parse).toList(),
                        List.of(),
                        new SecureRandom());
        credentials.put(service, CredentialCodec.write(made.credential()));
        workers = WorkerTable.of(credentials);
        return made.reveal();
    }

    /// Changes what a service may announce; its secret stays.
    void change(String service, String... reaches) {
        WorkerCredential old = Optional.ofNullable(workers.find(service)).orElseThrow();
        List<Reach> allow = List.of(reaches).stream().map(Reach::parse).toList();
        credentials.put(
                service,
                CredentialCodec.write(
                        new WorkerCredential(service, old.verifier(), allow, old.calls())));
        workers = WorkerTable.of(credentials);
    }

    void revoke(String service) {
        credentials.remove(service);
        workers = WorkerTable.of(credentials);
    }

    /// A call on a thread of its own, as the dispatcher makes it.
    CompletableFuture<Line.Reply> call(String worker, String json, Duration patience) {
        Line line = line(worker);
        Deadline deadline = Deadline.after(patience, System.nanoTime());
        return CompletableFuture.supplyAsync(() -> line.call(invoke(json), deadline), callers);
    }

    Line line(String worker) {
        return Optional.ofNullable(lines.get(worker)).orElseThrow();
    }

    static Frame.Invoke invoke(String json) {
        UUID uuid = UUID.randomUUID();
        return new Frame.Invoke(
                0,
                "POST /0/echo",
                uuid,
                1,
                "/0/echo",
                "",
                Map.of(),
                new Body.Json(JsonText.trusted(json.getBytes(StandardCharsets.UTF_8))),
                "application/json",
                "tester",
                1_000,
                Instant.EPOCH,
                uuid,
                null,
                false,
                false);
    }

    long count(LinkTally.What what) {
        return links.tally().of(what);
    }

    long heard(String what) {
        return heard.stream().filter(what::equals).count();
    }

    static void await(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within 10 s: " + what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    /// Stops the listener; this happens as it begins to, when no link has ended.
    void stop(Runnable first) {
        server.addEventListener(
                new LifeCycle.Listener() {
                    @Override
                    public void lifeCycleStopping(LifeCycle stopping) {
                        first.run();
                    }
                });
        LifeCycle.stop(server);
    }

    @Override
    public void close() {
        links.close();
        LifeCycle.stop(server);
        callers.shutdownNow();
    }
}
