package dev.hera.trials.accept;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// What a producer waits for: RabbitMQ's confirm when it publishes itself, the platform's when it
/// calls; one message after another, the two by turns.
record SinkPath(long[] direct, long[] called) {
    private static final String BODY = "w13 ";
    private static final long PATIENCE_MILLIS = 20_000;

    /// Publishes and calls this often each.
    ///
    /// @param uri of RabbitMQ
    /// @param url of the endpoint
    static SinkPath measured(int messages, String uri, String url, String token) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        SinkPath path = new SinkPath(new long[messages], new long[messages]);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel();
                HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            channel.queueDeclare("direct", true, false, false, null);
            channel.confirmSelect();
            for (int i = 0; i < messages; i++) {
                long began = System.nanoTime();
                publish(channel, BODY + i);
                long published = System.nanoTime();
                call(client, url, token, BODY + i);
                path.direct[i] = published - began;
                path.called[i] = System.nanoTime() - published;
            }
        }
        return path;
    }

    private static void publish(Channel channel, String body) throws Exception {
        channel.basicPublish(
                "",
                "direct",
                MessageProperties.PERSISTENT_BASIC,
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
    }

    private static void call(HttpClient client, String url, String token, String body)
            throws Exception {
        HttpRequest call =
                HttpRequest.newBuilder(URI.create(url + "?source=w13"))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        int status = client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new AssertionError("not confirmed: " + status);
        }
    }

    @Override
    public String toString() {
        return "published directly: %s; called: %s".formatted(said(direct), said(called));
    }

    private static String said(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.2f, p95 %.2f, p99 %.2f ms",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }
}
