package dev.hera.broker.cli.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A broker that is honest about its health and answers each call with what it was sent.
final class StubBroker implements AutoCloseable {
    final AtomicInteger calls = new AtomicInteger();
    volatile int ready = 200;
    volatile boolean hangsUp;
    volatile boolean breathless;
    volatile Map<String, String> lastHeaders = Map.of();
    private final HttpServer server;
    private final String id;

    StubBroker(String id) throws IOException {
        this.id = id;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/_hera/health/ready", this::health);
        server.createContext("/", this::call);
        server.start();
    }

    /// One without breath is served too late for anybody who checks.
    private void health(HttpExchange exchange) throws IOException {
        if (breathless) {
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        }
        answer(exchange, ready);
    }

    private void call(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(",", values)));
        lastHeaders = headers;
        exchange.getRequestBody().readAllBytes();
        if (hangsUp) {
            exchange.close();
        } else {
            answer(exchange, 200);
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("Hera-Broker", id);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String place() {
        return "127.0.0.1:" + port();
    }

    /// Its node, as it stands in ZooKeeper.
    byte[] node() {
        return BrokerNodeCodec.write(
                new BrokerNode(
                        id,
                        "127.0.0.1",
                        port(),
                        port(),
                        List.of("http/1.1"),
                        "1",
                        UUID.randomUUID(),
                        Instant.EPOCH));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
