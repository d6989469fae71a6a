package dev.hera.examples.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

import java.util.concurrent.CompletableFuture;

/// One message on its way into the queue; the handler waits for its end.
///
/// @param end completed with an empty text when it is confirmed, else with what went wrong
record Letter(
        String routingKey, BasicProperties properties, byte[] body, CompletableFuture<String> end) {
    /// Its id, the call's: a repetition has the same.
    String id() {
        return properties.getMessageId();
    }
}
