package dev.hera.examples.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import dev.hera.wire.local.LocalHera;
import dev.hera.worker.Worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// From the confirmation to a real queue, while RabbitMQ and the worker are killed on the way.
class RabbitWorkerIT {
    private static final int ROUNDS = Integer.getInteger("hera.rabbit.rounds", 2);
    private static final int PER_ROUND = 120;
    private static final int SOURCES = 3;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void everyConfirmedCallIsInTheQueueInTheOrderOfItsSource(@TempDir Path data) throws Exception {
        LocalHera.Starter hera = ServiceLoader.load(LocalHera.Starter.class).findFirst().get();
        try (LocalHera platform = hera.start(1, data.resolve("hera"));
                RabbitServer rabbit = RabbitServer.in(data.resolve("rabbit"))) {
            Map<String, String> sent = new LinkedHashMap<>();
            try (Publisher publisher = publisher(rabbit);
                    Worker _ = worker(platform, publisher)) {
                awaitKnown(platform);
                for (int round = 0; round < ROUNDS; round++) {
                    send(platform, round * PER_ROUND, PER_ROUND / 2, sent);
                    rabbit.kill();
                    send(platform, round * PER_ROUND + PER_ROUND / 2, PER_ROUND / 2, sent);
                    rabbit.startAgain();
                }
                check(sent, received(rabbit, sent.keySet()));
            }
        }
    }

    private static Publisher publisher(RabbitServer rabbit) {
        return RabbitWorker.publisher(
                Map.of("RABBITMQ_URI", rabbit.uri(), "RABBITMQ_QUEUE", "leads"));
    }

    private static Worker worker(LocalHera platform, Publisher publisher) {
        return RabbitWorker.declareOn(
                        Worker.named("rabbitmq")
                                .zookeeper(platform.zookeeper())
                                .secret(platform.secretFor("rabbitmq")),
                        publisher)
                .start();
    }

    private void awaitKnown(LocalHera platform) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (post(platform, "known", "0").statusCode() != 202) {
            assertTrue(System.nanoTime() < end, "the endpoint is never known");
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// @param sent from a call's id to its body, of what was confirmed
    private void send(LocalHera platform, int first, int count, Map<String, String> sent)
            throws Exception {
        for (int i = first; i < first + count; i++) {
            String source = "s" + i % SOURCES;
            HttpResponse<String> answer = post(platform, source, source + ' ' + i);
            assertEquals(202, answer.statusCode(), answer.body());
            sent.put(answer.headers().firstValue("X-Request-UUID").orElseThrow(), source + ' ' + i);
        }
    }

    private HttpResponse<String> post(LocalHera platform, String source, String body)
            throws Exception {
        URI uri = platform.brokers().getFirst().resolve("/0/events/leads?source=" + source);
        HttpRequest call =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + platform.token())
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    /// First arrivals in their order, from a message's id to its body; waits until these came.
    private static Map<String, String> received(RabbitServer rabbit, Set<String> wanted)
            throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        Map<String, String> all = new LinkedHashMap<>();
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("leads", true, false, false, null);
            boolean more = true;
            while (more && System.nanoTime() < end) {
                more = take(channel, all) || !all.keySet().containsAll(wanted);
            }
        }
        return all;
    }

    /// Takes one message, or waits a little; whether there was one.
    private static boolean take(Channel channel, Map<String, String> all) throws IOException {
        GetResponse message = channel.basicGet("leads", true);
        if (message == null) {
            LockSupport.parkNanos(20_000_000);
            return false;
        }
        String body = new String(message.getBody(), StandardCharsets.UTF_8);
        all.putIfAbsent(message.getProps().getMessageId(), body);
        return true;
    }

    private static void check(Map<String, String> sent, Map<String, String> received) {
        Map<String, String> missing = new HashMap<>(sent);
        received.keySet().forEach(missing::remove);
        assertEquals(Map.of(), missing, "confirmed and not in the queue");
        for (int source = 0; source < SOURCES; source++) {
            String prefix = "s" + source + ' ';
            assertEquals(of(prefix, sent), of(prefix, received), "order of source " + source);
        }
    }

    private static List<String> of(String prefix, Map<String, String> messages) {
        List<String> some = new ArrayList<>(messages.values());
        some.removeIf(body -> !body.startsWith(prefix));
        return some;
    }
}
