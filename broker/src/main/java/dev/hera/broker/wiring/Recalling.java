package dev.hera.broker.wiring;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.admin.CallsApi;
import dev.hera.broker.admin.PeerRoutes;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.door.Listener;
import dev.hera.broker.http.guard.Doorman;
import dev.hera.broker.http.state.CallStates;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.recall.OwnRecords;
import dev.hera.broker.recall.PeerDesk;
import dev.hera.broker.recall.Peers;
import dev.hera.broker.recall.Recall;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;

import java.security.SecureRandom;
import java.util.List;

/// What stands on both ports besides calls and links: who is turned away, and who asks for a
// record.
public final class Recalling implements AutoCloseable {
    private final Settings settings;
    private final Gatekeeper gatekeeper;
    private final CallIds ids;
    private final Peers peers;
    private final Recall recall;
    private final CallStates states;
    private final PeerRoutes peerRoutes;
    private final CallsApi calls;

    public Recalling(
            Settings settings,
            BrokerNode node,
            Gatekeeper gatekeeper,
            CallIds ids,
            Journal journal,
            Known known) {
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.ids = ids;
        peers = new Peers(node.id(), known::nodes, known::everSeen, new SecureRandom());
        OwnRecords own = new OwnRecords(journal::find, journal::awaitEnd);
        recall = new Recall(node.id(), own, peers);
        states = new CallStates(gatekeeper, recall, ids);
        peerRoutes = new PeerRoutes(new PeerDesk(gatekeeper, recall, node.boot().toString()));
        calls = new CallsApi(gatekeeper, recall);
    }

    /// Records, here and at other brokers.
    public Recall recall() {
        return recall;
    }

    /// What stands in front of the callers' port.
    public List<Listener.Front> fronts() {
        return List.of(_ -> doorman(), _ -> states);
    }

    /// Counts for one port.
    public Doorman doorman() {
        return new Doorman(gatekeeper, settings.list("proxies"), ids);
    }

    /// Adds the paths of the internal port.
    public void addTo(RoutesConfig routes) {
        peerRoutes.addTo(routes);
        calls.addTo(routes);
    }

    @Override
    public void close() {
        peers.close();
    }
}
