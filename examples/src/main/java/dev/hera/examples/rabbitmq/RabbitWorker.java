package dev.hera.examples.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConnectionFactory;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;

import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How do accepted calls get into a queue, so that none is lost on the way?
///
/// `POST /0/events/{queue}` is confirmed by the platform and published durably, with `{queue}` as
/// the routing key and the call's id as the message's. Calls of one queue from one source
/// (`?source=`) stay in order. Settings: `RABBITMQ_URI`, `RABBITMQ_EXCHANGE` (`hera`), and
/// `RABBITMQ_QUEUE`, a durable queue that is made and bound.
public final class RabbitWorker {
    private static final int PERSISTENT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Options EVENTS =
            Options.usual()
                    .idempotent()
                    .timeout(PATIENCE)
                    .accept(
                            Accepting.always()
                                    .rate(5_000)
                                    .inFlight(500)
                                    .attempts(0)
                                    .pauses(Duration.ofMillis(200), Duration.ofSeconds(10))
                                    .maxAge(Duration.ofDays(7))
                                    .orderBy("query:source"));

    private final Publisher publisher;

    private RabbitWorker(Publisher publisher) {
        this.publisher = publisher;
    }

    public static void main(String[] args) {
        try (Publisher publisher = publisher(System.getenv())) {
            declareOn(Worker.named("rabbitmq"), publisher).start().awaitClose();
        }
    }

    /// A publisher as the environment says.
    ///
    /// @throws IllegalArgumentException when the address is none
    static Publisher publisher(Map<String, String> environment) {
        ConnectionFactory factory = new ConnectionFactory();
        String uri = environment.getOrDefault("RABBITMQ_URI", "amqp://127.0.0.1:5672");
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "RABBITMQ_URI is no address like amqp://user:password@host:5672", e);
        }
        return new Publisher(
                factory,
                new Publisher.Target(
                        environment.getOrDefault("RABBITMQ_EXCHANGE", "hera"),
                        environment.getOrDefault("RABBITMQ_QUEUE", "")));
    }

    /// Declares the endpoint.
    static WorkerBuilder declareOn(WorkerBuilder worker, Publisher publisher) {
        return worker.post("/0/events/{queue}", EVENTS, new RabbitWorker(publisher)::publish);
    }

    private Object publish(Context call) throws InterruptedException {
        Letter letter = letter(call);
        if (!publisher.offer(letter)) {
            throw new CallException(503, "too many messages wait for RabbitMQ");
        }
        String trouble = end(letter);
        if (!trouble.isEmpty()) {
            throw new CallException(503, trouble);
        }
        return Map.of("published", letter.id());
    }

    private static Letter letter(Context call) {
        BasicProperties properties =
                new BasicProperties.Builder()
                        .messageId(call.uuid().toString())
                        .deliveryMode(PERSISTENT)
                        .contentType(call.contentType().orElse("application/octet-stream"))
                        .timestamp(Date.from(call.receivedAt()))
                        .headers(Map.of("hera-attempt", call.attempt()))
                        .build();
        return new Letter(call.path("queue"), properties, call.bytes(), new CompletableFuture<>());
    }

    private static String end(Letter letter) throws InterruptedException {
        try {
            return letter.end().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "no confirm within " + PATIENCE.toSeconds() + " s";
        } catch (ExecutionException e) {
            throw new IllegalStateException("a letter ends with a text", e);
        }
    }
}
