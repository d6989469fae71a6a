package dev.hera.broker.wiring;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.admin.find.Everyone;
import dev.hera.broker.admin.find.Exporting;
import dev.hera.broker.admin.find.FindApi;
import dev.hera.broker.admin.find.FindDesk;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.recall.Recall;
import dev.hera.wire.BrokerNode;

import io.javalin.config.RoutesConfig;

/// Calls by filter: this broker's own, those that it accepted, and those of all others.
public final class Finding {
    private final Gatekeeper gatekeeper;
    private final BrokerNode node;
    private final Journal journal;
    private final LaterCalls later;
    private final Neighbours neighbours;
    private final Recall recall;

    public Finding(
            Gatekeeper gatekeeper,
            BrokerNode node,
            Journal journal,
            LaterCalls later,
            Neighbours neighbours,
            Recall recall) {
        this.gatekeeper = gatekeeper;
        this.node = node;
        this.journal = journal;
        this.later = later;
        this.neighbours = neighbours;
        this.recall = recall;
    }

    /// Adds the paths of the internal port; a journal that only counts has nothing to find.
    public void addTo(RoutesConfig routes) {
        journal.finder(later.backlog()::givenUp)
                .ifPresent(
                        finder -> {
                            FindDesk desk = new FindDesk(node.id(), journal, finder);
                            Everyone all = new Everyone(gatekeeper, node, desk, neighbours);
                            all.addTo(routes);
                            Exporting exporting = new Exporting(all, recall);
                            new FindApi(gatekeeper, all, exporting).addTo(routes);
                        });
    }
}
