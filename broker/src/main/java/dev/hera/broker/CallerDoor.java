package dev.hera.broker;

import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.CallHandler;
import dev.hera.broker.http.HeaderFilter;
import dev.hera.broker.http.HealthHandler;
import dev.hera.broker.http.OutcomeWriter;
import dev.hera.broker.http.PlainErrors;
import dev.hera.wire.BrokerNode;

import java.util.List;
import java.util.function.Supplier;

/// The port for callers: calls in front, health behind them.
final class CallerDoor implements AutoCloseable {
    private final CallHandler calls;
    private final Listener listener;

    /// @param ailments why no calls should come; empty when they should
    CallerDoor(
            Settings settings,
            BrokerNode node,
            Dispatcher dispatcher,
            CallIds ids,
            CallListener turned,
            Supplier<List<String>> ailments) {
        calls =
                new CallHandler(
                        dispatcher,
                        new OutcomeWriter(node.id()),
                        HeaderFilter.with(settings.list("headers")),
                        settings.number("body.bytes"),
                        settings.seconds("body.seconds"),
                        ids);
        listener =
                Listener.open(
                        "http",
                        settings.text("http.bind"),
                        node.httpPort(),
                        new PlainErrors(node.id(), ids, turned),
                        List.of(_ -> calls),
                        config -> new HealthHandler(ailments).addTo(config.routes));
    }

    /// Starts to listen.
    void start() {
        listener.start("http.port");
    }

    /// Calls taken in whose answer is not out yet.
    int inFlight() {
        return calls.inFlight();
    }

    @Override
    public void close() {
        listener.close();
    }
}
