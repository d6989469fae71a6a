package dev.hera.broker.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.admin.RelayApi;
import dev.hera.broker.admin.fleet.FleetApi;
import dev.hera.broker.admin.page.DrainApi;
import dev.hera.broker.admin.page.Drains;
import dev.hera.broker.admin.page.Keys;
import dev.hera.broker.admin.page.KeysApi;
import dev.hera.broker.admin.page.OverviewApi;
import dev.hera.broker.admin.page.OwnTable;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.ClusterUnwell;
import dev.hera.broker.route.Router;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// What operators do through the page: look at the whole, drain, make keys and take them back.
public final class Operating {
    static final String AWAY = "ZooKeeper does not take it now; try again";

    private final Cluster cluster;
    private final OverviewApi overview;
    private final RelayApi relay;
    private final FleetApi fleet;
    private final DrainApi drains;
    private final KeysApi keys;

    /// @param metrics as text of the content type it is given
    public Operating(
            BrokerNode node,
            Router router,
            Overseeing overseeing,
            Cluster cluster,
            UnaryOperator<String> metrics) {
        this.cluster = cluster;
        AdminGate gate = overseeing.gate();
        OwnTable own = new OwnTable(node.id(), router::version, router::summary, router::served);
        overview = new OverviewApi(gate, own, overseeing.others()::tables, System::nanoTime);
        relay = overseeing.relay();
        fleet = overseeing.fleet(() -> metrics.apply("text/plain"));
        drains = new DrainApi(gate, fleet, new Drains(this::drain, this::resume));
        keys = new KeysApi(gate, keys(overseeing.known()));
    }

    private void drain(String worker, String who) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("worker", worker);
        json.put("since", Instant.now().toString()).put("by", who);
        try {
            cluster.put(cluster.paths().drains() + '/' + worker, bytes(json));
        } catch (ClusterUnwell e) {
            throw new Drains.Unwell(AWAY, e);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean resume(String worker) {
        try {
            return cluster.delete(cluster.paths().drains() + '/' + worker);
        } catch (ClusterUnwell e) {
            throw new Drains.Unwell(AWAY, e);
        }
    }

    private Keys keys(Known known) {
        KeyNodes nodes = new KeyNodes(cluster, Clock.systemUTC());
        return new Keys(
                known::tokens,
                known::services,
                nodes::makeToken,
                nodes::makeSecret,
                nodes::revoke,
                nodes::revokeSecret);
    }

    /// Adds the paths of the internal port.
    public void addTo(RoutesConfig routes) {
        overview.addTo(routes);
        relay.addTo(routes);
        fleet.addTo(routes);
        drains.addTo(routes);
        keys.addTo(routes);
    }
}
