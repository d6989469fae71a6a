package dev.hera.broker.door;

import dev.hera.broker.call.CallIds;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.BodyReader;
import dev.hera.broker.http.CallHandler;
import dev.hera.broker.http.CallPath;
import dev.hera.broker.http.HeaderFilter;
import dev.hera.broker.http.HealthHandler;
import dev.hera.broker.http.OutcomeWriter;
import dev.hera.broker.http.PlainErrors;
import dev.hera.broker.http.rpc.RpcHandler;
import dev.hera.broker.link.remote.RemoteCalls;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The port for callers: JSON-RPC and REST in front, health behind them.
public final class CallerDoor implements AutoCloseable {
    private final CallHandler calls;
    private final RpcHandler rpc;
    private final Listener listener;

    /// @param fronts asked before anything else
    /// @param ailments why no calls should come; empty when they should
    public CallerDoor(
            Settings settings,
            BrokerNode node,
            Dispatcher dispatcher,
            CallIds ids,
            List<Listener.Front> fronts,
            Supplier<List<String>> ailments) {
        OutcomeWriter writer = new OutcomeWriter(node.id());
        HeaderFilter filter = filter(settings);
        BodyReader bodies =
                new BodyReader(settings.number("body.bytes"), settings.seconds("body.seconds"));
        calls = new CallHandler(dispatcher, writer, filter, bodies, ids);
        rpc = new RpcHandler(dispatcher, writer, filter, bodies, ids);
        List<Listener.Front> row = new ArrayList<>(fronts);
        row.add(_ -> rpc);
        row.add(_ -> calls);
        listener =
                Listener.open(
                        "http",
                        settings.text("http.bind"),
                        node.httpPort(),
                        new PlainErrors(node.id(), ids, dispatcher::turned),
                        row,
                        config -> new HealthHandler(ailments).addTo(config.routes));
    }

    private static HeaderFilter filter(Settings settings) {
        return HeaderFilter.with(settings.headers(), settings.number("trace.percent"));
    }

    /// Where workers' own calls come in: no port, but paths and headers are read as callers' are.
    public static RemoteCalls remote(Settings settings, Dispatcher dispatcher, CallIds ids) {
        HeaderFilter filter = filter(settings);
        var reading = new RemoteCalls.Reading(CallPath::decoded, filter::apply);
        return new RemoteCalls(dispatcher, reading, ids);
    }

    /// Starts to listen.
    public void start() {
        listener.start("http.port");
    }

    /// Calls and messages taken in whose answer is not out yet.
    public int inFlight() {
        return calls.inFlight() + rpc.inFlight();
    }

    @Override
    public void close() {
        listener.close();
    }
}
