package dev.hera.broker.link;

import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.access.WorkerTable;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.link.flow.Outbox;
import dev.hera.broker.link.flow.Pulse;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// All worker links of this broker.
///
/// Joining and leaving happen under one lock, so that the router hears of a worker's old line
/// before its new one; calls never touch that lock.
public final class LinkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /// Bytes taken from a worker's socket at once: a few dozen answers.
    private static final int INPUT_BUFFER = 1 << 15;
    private static final Duration TELL_AGAIN = Duration.ofSeconds(10);

    private final LinkDesk desk;
    private final Gate gate;
    private final Pulse pulse;
    private final Set<LinkSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock roster = new ReentrantLock();
    private final Map<String, LinkSocket> workers = new ConcurrentHashMap<>();
    private final AtomicLong toldNanos;
    private WorkerTable judgedBy = WorkerTable.EMPTY;

    /// @param self who we are, as ZooKeeper shows us
    /// @param credentials the newest table of services' credentials
    /// @param events who hears of what happens on links
    /// @param asks what workers may ask of the platform
    /// @param nanos monotonic clock
    public LinkServer(
            LinkSettings settings,
            Supplier<BrokerNode> self,
            Supplier<WorkerTable> credentials,
            LinkEvents events,
            WorkerAsks asks,
            LongSupplier nanos) {
        LinkTally tally = new LinkTally();
        this.desk = new LinkDesk(settings, self, credentials, events, asks, tally, nanos);
        this.gate = new Gate(this, desk);
        this.pulse = new Pulse(this::beat, nanos);
        this.toldNanos = new AtomicLong(nanos.getAsLong() - TELL_AGAIN.toNanos() - 1);
    }

    /// The handler for the link's path; everything else falls through it. Called once.
    public Handler handler(Server server) {
        server.addEventListener(
                new LifeCycle.Listener() {
                    @Override
                    public void lifeCycleStopping(LifeCycle stopping) {
                        silence();
                    }
                });
        return WebSocketUpgradeHandler.from(server, this::prepare);
    }

    private void prepare(ServerWebSocketContainer container) {
        container.setIdleTimeout(IDLE);
        container.setMaxBinaryMessageSize(WireVersion.MAX_GREETING_BYTES);
        container.setMaxTextMessageSize(WireVersion.MAX_GREETING_BYTES);
        container.setMaxOutgoingFrames(64);
        container.setInputBufferSize(INPUT_BUFFER);
        container.addMapping(WireVersion.LINK_PATH, gate);
    }

    /// Starts the pulse.
    public void start() {
        pulse.start();
    }

    void opened(LinkSocket socket) {
        sockets.add(socket);
    }

    /// A worker proved itself: its line replaces the one it had.
    WorkerLink join(LinkSocket socket, WorkerLink.Member member, Outbox outbox) {
        roster.lock();
        try {
            String id = idFor(member);
            LinkSocket old = workers.get(id);
            if (old != null) {
                old.close(StatusCode.POLICY_VIOLATION, "replaced by a newer link");
            }
            WorkerLink link = new WorkerLink(id, member, outbox, desk);
            if (socket.linked(link)) {
                gate.ended();
                workers.put(id, socket);
                desk.tally().count(LinkTally.What.JOINED);
                desk.events().joined().accept(link, member.hello());
                LOG.info("worker {} linked from {}", id, socket.address());
                judge(socket, link, desk.workers().get());
            }
            return link;
        } finally {
            roster.unlock();
        }
    }

    /// The id for a worker; another service's worker never loses its own to it.
    private String idFor(WorkerLink.Member member) {
        String id = Handshake.workerId(member.hello(), null);
        for (int i = 2; isAnothers(id, member.hello().service()); i++) {
            id = Handshake.workerId(member.hello(), "-" + i);
        }
        return id;
    }

    private boolean isAnothers(String id, String service) {
        LinkSocket holder = workers.get(id);
        return holder != null
                && holder.state() instanceof LinkState.Linked(WorkerLink link, Inbox _)
                && !link.hello().service().equals(service);
    }

    /// A socket's useful life is over.
    void ended(LinkSocket socket, LinkState before) {
        if (!(before instanceof LinkState.Linked(WorkerLink link, Inbox _))) {
            gate.ended();
            return;
        }
        link.end();
        roster.lock();
        try {
            if (workers.remove(link.worker(), socket)) {
                desk.tally().count(LinkTally.What.LEFT);
                desk.events().left().accept(link);
            }
        } finally {
            roster.unlock();
        }
    }

    void forget(LinkSocket socket) {
        sockets.remove(socket);
    }

    private void beat(long nowNanos) {
        WorkerTable newest = desk.workers().get();
        boolean changed = newest != judgedBy;
        judgedBy = newest;
        for (LinkSocket socket : sockets) {
            try {
                socket.beat(nowNanos);
                if (changed
                        && socket.state() instanceof LinkState.Linked(WorkerLink link, Inbox _)) {
                    judge(socket, link, newest);
                }
            } catch (RuntimeException e) {
                LOG.error("the link from {} could not be looked after", socket.address(), e);
            }
        }
    }

    /// A handshake failed: counted each time, told at most every ten seconds.
    void refused(String who, String why) {
        desk.tally().count(LinkTally.What.REFUSED);
        long now = desk.nanos().getAsLong();
        long last = toldNanos.get();
        if (now - last > TELL_AGAIN.toNanos() && toldNanos.compareAndSet(last, now)) {
            LOG.warn(
                    "handshake of {} refused: {}; {} refused since the start",
                    who,
                    why,
                    desk.tally().of(LinkTally.What.REFUSED));
        }
    }

    /// Closes the link of a worker whose credential was taken back or changed.
    private static void judge(LinkSocket socket, WorkerLink link, WorkerTable newest) {
        WorkerCredential known = newest.find(link.credential().service());
        if (known == null || !known.verifier().equals(link.credential().verifier())) {
            socket.close(StatusCode.POLICY_VIOLATION, "the credential was taken back");
        } else if (!known.equals(link.credential())) {
            socket.close(StatusCode.SERVICE_RESTART, "the credential changed, dial again");
        }
    }

    /// Tells every worker to dial again later, each at another time, and lets nobody new in.
    ///
    /// @param spread over which time they come back
    public void lameDuck(Duration spread) {
        gate.shut();
        List<WorkerLink> links = links();
        for (int i = 0; i < links.size(); i++) {
            long after = spread.toMillis() * (i + 1) / links.size();
            links.get(i).send(new Frame.LameDuck(after));
        }
    }

    private List<WorkerLink> links() {
        List<WorkerLink> links = new ArrayList<>();
        for (LinkSocket socket : workers.values()) {
            if (socket.state() instanceof LinkState.Linked(WorkerLink link, Inbox _)) {
                links.add(link);
            }
        }
        return links;
    }

    /// Calls that wait for an answer, on all links.
    public int inFlight() {
        return links().stream().mapToInt(link -> link.pending().count()).sum();
    }

    /// Every link as the page shows it.
    public List<LinkView> views() {
        List<LinkView> views = new ArrayList<>();
        for (LinkSocket socket : workers.values()) {
            if (socket.state() instanceof LinkState.Linked(WorkerLink link, Inbox _)) {
                views.add(link.view(socket.address(), desk.nanos().getAsLong()));
            }
        }
        return views;
    }

    /// What was counted since the start.
    public LinkTally tally() {
        return desk.tally();
    }

    /// From now on nothing more is said on any link. Its listener ends them one after the other;
    /// meanwhile no worker shall hear that another one was lost, which it was not: this broker is.
    private void silence() {
        gate.shut();
        links().forEach(WorkerLink::silence);
    }

    /// Closes every link with 1001.
    @Override
    public void close() {
        gate.shut();
        for (LinkSocket socket : sockets) {
            socket.close(StatusCode.SHUTDOWN, "the broker stops");
        }
        pulse.close();
    }
}
