package dev.hera.broker.cli.proxy;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Keeps the slots of a HAProxy as the brokers are; see the room's story.
///
/// One thread of its own does everything; ZooKeeper's thread only leaves the newest list and wakes
/// it. Nothing is touched before the first list has come.
public final class HaproxySync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HaproxySync.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Haproxy haproxy;
    private final Consumer<String> news;
    private final Readiness readiness = new Readiness();
    private final Sightings sightings = new Sightings();
    private final Semaphore changes = new Semaphore(0);
    private final Thread thread;
    private volatile Optional<Map<String, byte[]>> nodes = Optional.empty();
    private volatile boolean closed;
    private volatile int serving;
    private List<Slot> kept = List.of();
    private String trouble = "";

    /// @param socket HAProxy's runtime socket
    /// @param backend the one with the slots
    /// @param stateFile what the configuration names as `server-state-file`
    /// @param news takes a line for each change and each trouble
    public HaproxySync(Path socket, String backend, Path stateFile, Consumer<String> news) {
        this.haproxy = new Haproxy(socket, backend, stateFile);
        this.news = news;
        this.thread = Thread.ofPlatform().daemon().name("hera-haproxy-sync").unstarted(this::live);
    }

    /// Begins to look.
    public void start() {
        thread.start();
    }

    /// Takes the brokers' nodes as they stand in ZooKeeper, name to data; any thread.
    public void brokers(Map<String, byte[]> newest) {
        nodes = Optional.of(Map.copyOf(newest));
        changes.release();
    }

    private void live() {
        try {
            while (!closed) {
                nodes.ifPresent(this::look);
                var _ = changes.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } catch (InterruptedException _) {
            LOG.debug("told to end");
        }
    }

    private void look(Map<String, byte[]> newest) {
        try {
            bring(newest, System.nanoTime());
            tell("");
        } catch (IOException e) {
            tell("HAProxy does not take changes: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the slots of HAProxy could not be compared", e);
            tell("haproxy-sync: " + e.getMessage());
        }
    }

    private void bring(Map<String, byte[]> newest, long at) throws IOException {
        List<Slot> slots = haproxy.slots();
        List<String> served =
                slots.stream().filter(Slot::isServing).map(Slot::place).distinct().toList();
        sightings.look(placesOf(newest.values()), served, at);
        List<Wish> wishes = sightings.wishes(readiness.ask(sightings.places()), at);
        SlotPlan plan = SlotPlan.of(haproxy.backend(), slots, wishes);
        if (!plan.commands().isEmpty()) {
            haproxy.run(plan.commands());
            plan.commands().forEach(news);
        }
        List<Slot> now = plan.commands().isEmpty() ? slots : haproxy.slots();
        serving =
                (int)
                        now.stream()
                                .filter(slot -> slot.state() == Slot.State.READY)
                                .map(Slot::place)
                                .distinct()
                                .count();
        keepState(now);
        if (!plan.homeless().isEmpty()) {
            throw new IOException(
                    "no slot is left for %s; raise the number in server-template"
                            .formatted(plan.homeless()));
        }
    }

    /// Health changes too: a process that begins with a server down that is up would refuse calls.
    private void keepState(List<Slot> slots) throws IOException {
        if (!slots.equals(kept)) {
            haproxy.keepState();
            kept = slots;
        }
    }

    private static List<String> placesOf(Collection<byte[]> nodes) {
        List<String> places = new ArrayList<>();
        for (byte[] data : nodes) {
            BrokerNodeCodec.read(data).flatMap(HaproxySync::place).ifPresent(places::add);
        }
        return places;
    }

    /// HAProxy takes only addresses at its socket, and only addresses can be compared.
    private static Optional<String> place(BrokerNode node) {
        try {
            String address = InetAddress.getByName(node.host()).getHostAddress();
            return Optional.of(address + ':' + node.httpPort());
        } catch (UnknownHostException _) {
            LOG.warn("broker {} is at {}, which has no address", node.id(), node.host());
            return Optional.empty();
        }
    }

    /// Each trouble is said once, and its end too.
    private void tell(String now) {
        if (!now.equals(trouble)) {
            news.accept(now.isEmpty() ? "HAProxy takes changes again" : now);
            trouble = now;
        }
    }

    /// How many brokers get calls by the last look.
    public int serving() {
        return serving;
    }

    /// Ends the looking, and gives no broker new calls any more; calls that run go on.
    public void drain() {
        close();
        try {
            List<Wish> wishes =
                    haproxy.slots().stream()
                            .filter(Slot::isServing)
                            .map(slot -> new Wish(slot.place(), Slot.State.DRAIN))
                            .distinct()
                            .toList();
            haproxy.run(SlotPlan.of(haproxy.backend(), haproxy.slots(), wishes).commands());
        } catch (IOException e) {
            LOG.warn("the slots of HAProxy are not drained: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        changes.release();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        readiness.close();
    }
}
