package dev.hera.broker.door;

import dev.hera.broker.admin.page.AdminPage;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.http.HealthHandler;
import dev.hera.broker.http.PlainErrors;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The port for workers and operators: links in front, page and API behind them.
public final class OperatorDoor implements AutoCloseable {
    private final Listener listener;

    /// @param fronts asked before anything else
    /// @param apis add their routes
    /// @param ailments why no calls should come; empty when they should
    public OperatorDoor(
            Settings settings,
            BrokerNode node,
            CallIds ids,
            List<Listener.Front> fronts,
            List<Consumer<RoutesConfig>> apis,
            Supplier<List<String>> ailments) {
        listener =
                Listener.open(
                        "link",
                        settings.text("link.bind"),
                        node.linkPort(),
                        new PlainErrors(node.id(), ids, _ -> {}),
                        fronts,
                        config -> {
                            new HealthHandler(ailments).addTo(config.routes);
                            apis.forEach(api -> api.accept(config.routes));
                            new AdminPage().addTo(config.routes);
                        });
    }

    /// Starts to listen.
    public void start() {
        listener.start("link.port");
    }

    @Override
    public void close() {
        listener.close();
    }
}
