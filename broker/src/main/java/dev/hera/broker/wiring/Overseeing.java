package dev.hera.broker.wiring;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.admin.AcceptedApi;
import dev.hera.broker.admin.AdminApi;
import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.admin.RelayApi;
import dev.hera.broker.admin.fleet.FleetApi;
import dev.hera.broker.admin.fleet.LastHour;
import dev.hera.broker.admin.fleet.LinkFacts;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.broker.admin.fleet.Past;
import dev.hera.broker.admin.page.OtherTables;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.link.LinkEvents;
import dev.hera.broker.link.LinkServer;
import dev.hera.broker.link.LinkView;
import dev.hera.broker.recall.Recall;
import dev.hera.broker.route.Line;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterView;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import io.javalin.config.RoutesConfig;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What an operator sees beyond this broker and beyond this moment: the platform as a whole, and
/// the routing table of earlier.
public final class Overseeing implements AutoCloseable {
    private static final int CHANGES = 10_000;
    private static final int NAMES = 100_000;

    private final BrokerNode node;
    private final Router router;
    private final Known known;
    private final Gatekeeper gatekeeper;
    private final AdminGate gate;
    private final Neighbours neighbours;
    private volatile Supplier<List<LinkView>> links = List::of;
    private volatile @Nullable LastHour hour;
    private final Past past = new Past(Clock.systemUTC(), CHANGES, NAMES);

    public Overseeing(BrokerNode node, Router router, Known known, Gatekeeper gatekeeper) {
        this.node = node;
        this.router = router;
        this.known = known;
        this.gatekeeper = gatekeeper;
        this.gate = new AdminGate(gatekeeper, node.boot());
        this.neighbours = new Neighbours(node.id(), () -> nodes(known), new SecureRandom());
    }

    private static Map<String, BrokerNode> nodes(Known known) {
        Map<String, BrokerNode> nodes = new HashMap<>();
        known.nodes().forEach(one -> nodes.put(one.id(), one));
        return nodes;
    }

    /// What operators are shown of this broker, now and of earlier, and of calls.
    public Consumer<RoutesConfig> apis(
            Function<String, byte[]> metrics, Journal journal, LaterCalls later, Recall recall) {
        AdminApi api = new AdminApi(gatekeeper, router, known::nodes, node, past, metrics);
        Finding finding = new Finding(gatekeeper, node, journal, later, neighbours, recall);
        AcceptedApi accepted = new AcceptedApi(gate, later.backlog(), node.id());
        return routes -> {
            api.addTo(routes);
            accepted.addTo(routes);
            finding.addTo(routes);
        };
    }

    /// Shows these links from now on.
    public LinkServer watching(LinkServer server) {
        links = server::views;
        return server;
    }

    /// The same events, and what the table was after each.
    public LinkEvents remembering(LinkEvents events) {
        return new LinkEvents(
                (line, hello) -> {
                    events.joined().accept(line, hello);
                    past.joined(line.worker(), hello);
                },
                (worker, generation, endpoints) -> announced(events, worker, generation, endpoints),
                (worker, vitals) -> {
                    events.vitals().accept(worker, vitals);
                    look(worker);
                },
                events.ping(),
                worker -> {
                    events.draining().accept(worker);
                    look(worker);
                },
                worker -> {
                    events.suspect().accept(worker);
                    look(worker);
                },
                line -> left(events, line));
    }

    private List<Frame.Refused> announced(
            LinkEvents events, String worker, long generation, List<Endpoint> endpoints) {
        List<Frame.Refused> refused = events.announced().announced(worker, generation, endpoints);
        Set<String> names = new HashSet<>();
        refused.forEach(one -> names.add(one.endpoint()));
        past.serves(worker, endpoints.stream().filter(e -> !names.contains(e.name())).toList());
        look(worker);
        return refused;
    }

    private void left(LinkEvents events, Line line) {
        events.left().accept(line);
        past.left(line.worker());
    }

    /// Remembers whether this worker gets calls now.
    private void look(String worker) {
        router.state(worker).ifPresent(state -> past.state(worker, state));
    }

    /// The other brokers.
    Neighbours neighbours() {
        return neighbours;
    }

    /// What ZooKeeper says.
    Known known() {
        return known;
    }

    /// What is asked of all brokers.
    ///
    /// @param metrics of this broker, as Prometheus' text
    FleetApi fleet(Supplier<String> metrics) {
        LastHour looking = LastHour.start(Clock.systemUTC(), metrics);
        hour = looking;
        return new FleetApi(
                gatekeeper, node, () -> facts(links.get()), neighbours, metrics, looking);
    }

    /// Who lets operators in.
    public AdminGate gate() {
        return gate;
    }

    /// The routing tables of the other brokers.
    OtherTables others() {
        return new OtherTables(gatekeeper, () -> others(known), neighbours, System::nanoTime);
    }

    private Map<String, BrokerNode> others(Known known) {
        Map<String, BrokerNode> others = nodes(known);
        others.remove(node.id());
        return others;
    }

    /// What each broker keeps for itself.
    RelayApi relay() {
        return new RelayApi(gate, gatekeeper, node, known::nodes, neighbours);
    }

    private List<LinkFacts> facts(List<LinkView> links) {
        RouterView view = router.view();
        Map<String, List<String>> endpoints = new HashMap<>();
        view.endpoints()
                .forEach(
                        served ->
                                served.places()
                                        .forEach(
                                                place ->
                                                        endpoints
                                                                .computeIfAbsent(
                                                                        place.worker(),
                                                                        _ -> new ArrayList<>())
                                                                .add(served.endpoint().name())));
        Map<String, Duration> pings = new HashMap<>();
        view.workers().forEach(worker -> pings.put(worker.worker(), worker.ping()));
        return links.stream()
                .map(
                        link ->
                                new LinkFacts(
                                        link.worker(),
                                        link.hello().service(),
                                        link.hello().instance(),
                                        pings.getOrDefault(link.worker(), Duration.ZERO),
                                        link.silence(),
                                        router.state(link.worker()).orElse("").equals("ready"),
                                        endpoints.getOrDefault(link.worker(), List.of())))
                .toList();
    }

    @Override
    public void close() {
        neighbours.close();
        LastHour looking = hour;
        if (looking != null) {
            looking.close();
        }
    }
}
