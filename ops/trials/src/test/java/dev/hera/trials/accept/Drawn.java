package dev.hera.trials.accept;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that lies in a queue, taken out of it.
///
/// @param first from a message's id to its body, in the order of first arrivals
/// @param repetitions messages whose id had been there before
/// @param crossed messages whose id had been there with another body
record Drawn(Map<String, String> first, long repetitions, long crossed) {
    static Drawn from(String uri, String queue) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        Map<String, String> first = new LinkedHashMap<>();
        long repetitions = 0;
        long crossed = 0;
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            for (GetResponse message = channel.basicGet(queue, true);
                    message != null;
                    message = channel.basicGet(queue, true)) {
                String body = new String(message.getBody(), StandardCharsets.UTF_8);
                String before = first.putIfAbsent(message.getProps().getMessageId(), body);
                repetitions += before == null ? 0 : 1;
                crossed += before == null || before.equals(body) ? 0 : 1;
            }
        }
        return new Drawn(first, repetitions, crossed);
    }
}
