package dev.hera.broker;

import dev.hera.broker.accept.Backlog;
import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.cluster.Cluster;
import dev.hera.broker.cluster.Membership;
import dev.hera.broker.cluster.Policies;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.door.CallerDoor;
import dev.hera.broker.door.OperatorDoor;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.link.LinkEvents;
import dev.hera.broker.link.LinkServer;
import dev.hera.broker.link.LinkSettings;
import dev.hera.broker.link.WorkerAsks;
import dev.hera.broker.link.remote.RemoteCalls;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.broker.route.RouterView;
import dev.hera.broker.setting.Settings;
import dev.hera.broker.wiring.Announcements;
import dev.hera.broker.wiring.Journals;
import dev.hera.broker.wiring.Known;
import dev.hera.broker.wiring.LaterCalls;
import dev.hera.broker.wiring.Observing;
import dev.hera.broker.wiring.Operating;
import dev.hera.broker.wiring.Overseeing;
import dev.hera.broker.wiring.Recalling;
import dev.hera.broker.wiring.Replaying;
import dev.hera.broker.wiring.Settles;
import dev.hera.wire.BrokerNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One broker: the rooms built in order, and closed backwards.
///
/// ZooKeeper comes last at the start and goes first at the end, so that nobody finds a broker that
/// cannot serve. One thread starts it and one thread stops it.
public final class Broker implements AutoCloseable {
    static final String VERSION = "0.1.0";
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final Duration FIND_ZOOKEEPER = Duration.ofSeconds(30);

    /// Load balancers look twice a second and believe the second look; callers that come until
    /// then are still served.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// Workers dial again over this time, so that a restarted broker is not met by all at once.
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    /// A new broker waits for workers at most this long before it says that it is ready: long
    /// enough for those that were told to come back.
    private static final Duration SETTLE = COME_BACK.plusSeconds(1);

    /// Brokers that were started together do not wait for each other's workers.
    private static final Duration OLDER = Duration.ofSeconds(3);

    private final InstantSource clock = Clock.systemUTC();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Known known = new Known();
    private final Gatekeeper gatekeeper = new Gatekeeper(known::tokens, known::services);
    private final Settings settings;
    private final Consumer<JournalFault> broken;
    private final BrokerNode node;
    private final CallIds ids;
    private final Observing observing;
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final LaterCalls later;
    private final Router router;
    private final Cluster cluster;
    private final Overseeing overseeing;
    private final Announcements announcements;
    private final Policies policies;
    private final LinkServer links;
    private final Recalling recalling;
    private final Replaying replaying;
    private final CallerDoor door;
    private final RemoteCalls remote;
    private final Membership membership;
    private volatile String phase = "starting";
    private volatile Settling settling = new Settling(() -> true, SETTLE);

    private Broker(Settings settings, Consumer<JournalFault> broken) {
        this.settings = settings;
        this.broken = broken;
        try {
            node = Identity.of(settings, VERSION, clock);
            ids = new CallIds(node.id(), clock);
            observing = keep(new Observing(settings, VERSION, this::view));
            journal = keep(Journals.open(settings, clock, this::failed));
            router =
                    new Router(
                            System::nanoTime,
                            ThreadLocalRandom::current,
                            RouterSettings.DEFAULT.preferring(settings.preferences()));
            later = keep(new LaterCalls(settings, this::failed, router));
            cluster = keep(Known.connect(settings));
            overseeing = keep(new Overseeing(node, router, known, gatekeeper));
            announcements = new Announcements(router, later, this::policies);
            policies = keep(cluster.policies(announcements::remembered));
            dispatcher = new Dispatcher(gatekeeper, journal, router, later.later(), observing);
            later.start(dispatcher);
            remote = CallerDoor.remote(settings, dispatcher, ids);
            links = keep(overseeing.watching(links(router)));
            recalling = keep(new Recalling(settings, node, gatekeeper, ids, journal, known));
            door =
                    new CallerDoor(
                            settings, node, dispatcher, ids, recalling.fronts(), this::ailments);
            replaying = keep(replaying());
            links.start();
            keep(internal()).start();
            keep(door).start();
            cluster.awaitConnected(FIND_ZOOKEEPER);
            keep(known).watch(cluster);
            keep(cluster.watch(cluster.paths().drains(), announcements::drains));
            membership = keep(cluster.join(node));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        observe();
    }

    /// As below; nobody hears of it when nothing can be recorded any more.
    public static Broker start(Settings settings) {
        return start(settings, _ -> {});
    }

    /// Starts a broker; ready when this returns.
    ///
    /// @param broken hears once, on a thread that may be held up, that nothing can be recorded any
    ///     more: the broker is not ready then and answers no call as kept; the process should end
    /// @throws RuntimeException with one line that says what is in the way; nothing stays open then
    static Broker start(Settings settings, Consumer<JournalFault> broken) {
        Broker broker = new Broker(settings, broken);
        broker.settling = new Settling(broker::isServed, SETTLE);
        broker.phase = "ready";
        broker.replaying.start();
        LOG.info("broker {} is ready: {}", broker.node.id(), broker.node);
        return broker;
    }

    private <T extends AutoCloseable> T keep(T room) {
        opened.push(room);
        return room;
    }

    private LinkServer links(Router table) {
        LinkEvents events =
                new LinkEvents(
                        table::joined,
                        announcements::announced,
                        table::vitals,
                        table::ping,
                        table::draining,
                        table::suspect,
                        table::left);
        LinkSettings limits =
                LinkSettings.USUAL.admitting(settings.number("handshakes.per.second"));
        Settles settles = new Settles(journal, known, ids, later::isShadow);
        WorkerAsks asks = new WorkerAsks(remote::answer, settles::settle);
        LinkEvents heard = overseeing.remembering(events);
        return new LinkServer(limits, () -> node, known::services, heard, asks, System::nanoTime);
    }

    private Replaying replaying() {
        Replaying.Sources sources =
                new Replaying.Sources(gatekeeper, journal, later, overseeing, recalling);
        return new Replaying(settings, node, sources, dispatcher, router, ids);
    }

    private OperatorDoor internal() {
        Operating operating = new Operating(node, router, overseeing, cluster, observing::scrape);
        return new OperatorDoor(
                settings,
                node,
                ids,
                List.of(_ -> recalling.doorman(), links::handler),
                List.of(
                        overseeing.apis(observing::bytes, journal, later, recalling.recall()),
                        recalling::addTo,
                        operating::addTo,
                        replaying::addTo),
                this::ailments);
    }

    private Policies policies() {
        return policies;
    }

    private RouterView view() {
        return router.summary();
    }

    private void observe() {
        observing.journal(journal);
        later.gauges(observing);
        replaying.gauges(observing);
        observing.links(links);
        observing.gauge("hera.calls.in.flight", "calls being served", this::inFlight);
        observing.gauge(
                "hera.retries.left", "calls that may go out twice", dispatcher::retriesLeft);
        observing.known(known);
        observing.flag("hera.ready", "1 while calls should come", () -> ailments().isEmpty());
        observing.flag("hera.registered", "1 while in ZooKeeper", membership::isRegistered);
    }

    private void failed(JournalFault fault) {
        LOG.error("the journal failed, this broker must end: {}", fault.getMessage());
        broken.accept(fault);
    }

    /// Why no calls should be sent here; empty when they should.
    private List<String> ailments() {
        List<String> reasons = new ArrayList<>(journal.ailments());
        reasons.addAll(later.ailments());
        if (!phase.equals("ready")) {
            reasons.add(phase);
        } else if (!settling.isOver()) {
            reasons.add("waiting for workers to come back");
        }
        return reasons;
    }

    /// Whether every endpoint that the platform remembers has a worker here, or no older broker is
    /// there that could serve instead.
    private boolean isServed() {
        return known.isAloneBut(node, OLDER) || hasAllWorkers();
    }

    private boolean hasAllWorkers() {
        return policies.isLoaded()
                && view().endpoints().stream().noneMatch(e -> e.standing().workers() == 0);
    }

    /// Whether it knows this endpoint.
    boolean serves(String endpoint) {
        return view().endpoints().stream().anyMatch(e -> e.endpoint().name().equals(endpoint));
    }

    /// What this broker says about itself in ZooKeeper.
    public BrokerNode node() {
        return node;
    }

    /// Accepted calls that are not settled.
    Backlog backlog() {
        return later.backlog();
    }

    /// Calls taken in whose answer is not out yet.
    public int inFlight() {
        return door.inFlight() + remote.inFlight();
    }

    /// Leaves without losing a call: not ready, out of ZooKeeper, workers told, and then waits for
    /// the calls in flight, at most as long as `drain.seconds`.
    public void drain() {
        phase = "draining";
        long grace = System.nanoTime() + GRACE.toNanos();
        long end = System.nanoTime() + settings.seconds("drain.seconds").toNanos();
        membership.leave();
        later.rest();
        replaying.close();
        links.lameDuck(COME_BACK);
        while (System.nanoTime() < grace || (inFlight() > 0 && System.nanoTime() < end)) {
            LockSupport.parkNanos(10_000_000);
        }
        LOG.info("drained, {} calls left in flight", inFlight());
    }

    @Override
    public void close() {
        phase = "stopped";
        while (!opened.isEmpty()) {
            AutoCloseable room = opened.pop();
            try {
                room.close();
            } catch (Exception e) {
                LOG.warn("{} did not close", room, e);
            }
        }
    }
}
