package dev.hera.examples.rabbitmq;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Publishes letters in the order they come, in chunks, each waiting for RabbitMQ's confirms.
///
/// One thread of its own; any thread hands letters in. RabbitMQ away means: the chunk fails, its
/// handlers say so, the connection is made again after a growing pause, for ever.
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int WAITING = 10_000;
    private static final int CHUNK = 500;
    private static final long CONFIRM_MILLIS = 10_000;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final ConnectionFactory factory;
    private final Target target;
    private final BlockingQueue<Letter> queue = new ArrayBlockingQueue<>(WAITING);
    private final Set<String> returned = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private long pauseMillis;
    private long complainedAt = System.nanoTime() - QUIET_NANOS;
    private volatile boolean closing;

    /// Where letters go.
    ///
    /// @param queue a durable queue bound to the exchange; empty for none of ours
    record Target(String exchange, String queue) {}

    Publisher(ConnectionFactory factory, Target target) {
        this.factory = factory;
        this.target = target;
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(5_000);
        factory.setHandshakeTimeout(5_000);
        factory.setRequestedHeartbeat(5);
        this.thread = Thread.ofPlatform().daemon().name("publisher").start(this::run);
    }

    /// Hands a letter in; false when too many wait.
    boolean offer(Letter letter) {
        return !closing && queue.offer(letter);
    }

    private void run() {
        List<Letter> chunk = new ArrayList<>();
        while (!closing) {
            try {
                Letter first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    chunk.clear();
                    chunk.add(first);
                    queue.drainTo(chunk, CHUNK - 1);
                    publish(chunk);
                }
            } catch (InterruptedException e) {
                LOG.debug("asked to end", e);
                return;
            }
        }
    }

    private void publish(List<Letter> chunk) throws InterruptedException {
        try {
            send(chunk);
            pauseMillis = 0;
        } catch (IOException | TimeoutException | RuntimeException e) {
            hangUp();
            chunk.forEach(letter -> letter.end().complete("not confirmed: " + e));
            complain(chunk.size(), e);
            pauseMillis = Math.clamp(pauseMillis * 2, 100, LONGEST_PAUSE_MILLIS);
            Thread.sleep(pauseMillis);
        }
    }

    private void send(List<Letter> chunk)
            throws IOException, TimeoutException, InterruptedException {
        Channel open = channel();
        returned.clear();
        for (Letter letter : chunk) {
            boolean mandatory = true;
            open.basicPublish(
                    target.exchange(),
                    letter.routingKey(),
                    mandatory,
                    letter.properties(),
                    letter.body());
        }
        open.waitForConfirmsOrDie(CONFIRM_MILLIS);
        for (Letter letter : chunk) {
            boolean lost = returned.contains(letter.id());
            letter.end().complete(lost ? "no queue is bound for key " + letter.routingKey() : "");
        }
    }

    /// The open channel, on a new connection when there is none. What RabbitMQ cannot put into any
    /// queue it returns before it confirms it.
    private Channel channel() throws IOException, TimeoutException {
        Channel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        hangUp();
        Connection made = factory.newConnection("hera-rabbitmq-worker");
        connection = made;
        Channel fresh = made.createChannel();
        fresh.exchangeDeclare(target.exchange(), BuiltinExchangeType.DIRECT, true);
        if (!target.queue().isEmpty()) {
            fresh.queueDeclare(target.queue(), true, false, false, null);
            fresh.queueBind(target.queue(), target.exchange(), target.queue());
        }
        fresh.confirmSelect();
        fresh.addReturnListener(back -> returned.add(back.getProperties().getMessageId()));
        channel = fresh;
        LOG.info("connected to RabbitMQ at {}", made.getAddress());
        return fresh;
    }

    private void hangUp() {
        Connection last = connection;
        connection = null;
        channel = null;
        if (last != null) {
            last.abort(1_000);
        }
    }

    /// One line in ten seconds is enough.
    private void complain(int letters, Exception e) {
        long now = System.nanoTime();
        if (now - complainedAt >= QUIET_NANOS) {
            complainedAt = now;
            LOG.warn("RabbitMQ did not confirm {} messages, they are tried again: {}", letters, e);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        hangUp();
    }
}
