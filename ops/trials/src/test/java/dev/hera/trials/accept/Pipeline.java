package dev.hera.trials.accept;

import static dev.hera.trials.Platform.await;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A broker, the worker that publishes, and RabbitMQ: three processes, each of which may be killed
/// while the others are down. One thread.
final class Pipeline implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern SECRET = Pattern.compile("\"secret\"\\s*:\\s*\"([^\"]+)\"");

    private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
    private final Platform platform;
    private final RabbitServer rabbit;
    private final Mortal broker;
    private final Mortal worker;

    /// Who is killed.
    enum Victim {
        BROKER,
        WORKER,
        RABBITMQ
    }

    Pipeline(Platform platform, Path data) throws IOException {
        this.platform = platform;
        this.rabbit = RabbitServer.in(data.resolve("rabbit"));
        this.broker = Mortal.of(platform, "broker-1");
        this.worker = worker();
    }

    private Mortal worker() throws IOException {
        Path root = Platform.root();
        String path =
                root.resolve("examples/target/classes")
                        + ":"
                        + root.resolve("examples/target/lib")
                        + "/*";
        List<String> command =
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "@" + root.resolve("ops/jvm/worker.options"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        "dev.hera.examples.rabbitmq.RabbitWorker");
        String zookeeper = "127.0.0.1:" + (2181 + platform.offset());
        Map<String, String> environment =
                Map.of(
                        "HERA_ZOOKEEPER",
                        zookeeper,
                        "HERA_SECRET",
                        secret(zookeeper),
                        "HERA_INSTANCE",
                        "publisher",
                        "HERA_HOME",
                        platform.data().resolve("publisher").toString(),
                        "RABBITMQ_URI",
                        rabbit.uri(),
                        "RABBITMQ_QUEUE",
                        "leads");
        return Mortal.started("publisher", command, environment, platform.data());
    }

    private String secret(String zookeeper) {
        String made =
                platform.hera(
                        "worker-secret",
                        "create",
                        "rabbitmq",
                        "--allow",
                        "*",
                        "--zookeeper",
                        zookeeper,
                        "--json");
        Matcher secret = SECRET.matcher(made);
        if (!secret.find()) {
            throw new AssertionError(made);
        }
        return secret.group(1);
    }

    /// Kills and starts again, without waiting for that.
    void kill(Victim victim) throws IOException {
        switch (victim) {
            case BROKER -> {
                broker.kill();
                broker.start();
            }
            case WORKER -> {
                worker.kill();
                worker.start();
            }
            case RABBITMQ -> {
                rabbit.kill();
                rabbit.startAgain();
            }
        }
        killed.merge(victim, 1, Integer::sum);
    }

    /// Whether it has come back from its last death.
    boolean isUp(Victim victim) {
        return switch (victim) {
            case BROKER -> isReady();
            case WORKER -> worker.output().contains("waits for its end");
            case RABBITMQ -> rabbit.listens();
        };
    }

    private boolean isReady() {
        String _ = broker.output();
        try {
            URI uri = URI.create(platform.broker(1) + "/_hera/health/ready");
            HttpURLConnection asked = (HttpURLConnection) uri.toURL().openConnection();
            asked.setReadTimeout(5_000);
            return asked.getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// Waits until all three are up.
    void awaitUp() {
        for (Victim victim : Victim.values()) {
            awaitUp(victim);
        }
    }

    /// Waits until it is up, and says what it printed when it is not.
    void awaitUp(Victim victim) {
        try {
            await(START, victim + " up", () -> isUp(victim));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + broker.output() + "\n" + worker.output(), e);
        }
    }

    /// How often each was killed.
    Map<Victim, Integer> killed() {
        return killed;
    }

    String rabbitUri() {
        return rabbit.uri();
    }

    @Override
    public void close() throws IOException {
        worker.close();
        broker.close();
        rabbit.close();
    }
}
