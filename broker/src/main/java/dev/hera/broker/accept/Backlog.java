package dev.hera.broker.accept;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.accept.keep.Shelf;
import dev.hera.broker.accept.lane.Held;
import dev.hera.broker.accept.lane.Lane;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ruling;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.accept.shadow.Shadows;
import dev.hera.broker.accept.shadow.Ways;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.wire.Endpoint;
import dev.hera.wire.accept.Delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Every accepted call of this broker that is not settled, by endpoint; any thread.
public final class Backlog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final Shelf shelf;
    private final Limits limits;
    private final Conveyor.Station station;
    private final Map<String, Conveyor> conveyors = new ConcurrentHashMap<>();
    private final Map<String, Delivery> rules = new ConcurrentHashMap<>();
    private final Map<String, Lane.Wish> wishes = new ConcurrentHashMap<>();
    private final Quarantine quarantine = new Quarantine();
    private final GivenUp givenUp = new GivenUp();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Alarms alarms = new Alarms(System::nanoTime);
    private final Shadows shadows;
    private volatile boolean running;

    /// How much may wait.
    ///
    /// @param calls most calls that are not settled
    /// @param bytes most bytes of their contents
    public record Limits(long calls, long bytes) {}

    /// @param ways the dispatcher's, not used before the start
    public Backlog(Shelf shelf, Limits limits, Ways ways) {
        this.shelf = shelf;
        this.limits = limits;
        this.shadows = new Shadows(ways, Endings::isAnswer, Clock.systemUTC());
        this.station = new Conveyor.Station(shelf, shadows::deliver, this::moved);
    }

    /// Reads what is on disk and begins to deliver.
    public void start() {
        wishes.putAll(shelf.wishes());
        wishes.forEach((endpoint, wish) -> shadows.promoted(endpoint, wish.promoted()));
        shelf.read(
                entry -> {
                    count(entry.ticket(), 1);
                    quarantine.saw(entry.ticket(), entry.progress());
                    givenUp.saw(entry.ticket(), entry.progress());
                    conveyor(entry.ticket().endpoint()).hold(entry);
                });
        running = true;
        conveyors.values().forEach(Conveyor::start);
        if (calls.get() > 0) {
            LOG.info("{} accepted calls are on disk, {} bytes", calls.get(), bytes.get());
        }
    }

    /// An endpoint was announced, or is remembered: its rules, and a sign of workers.
    public void known(Endpoint endpoint) {
        rules.put(endpoint.name(), endpoint.accept().delivery());
        shadows.rules(endpoint.name(), endpoint.accept().delivery());
        Conveyor conveyor = conveyors.get(endpoint.name());
        if (conveyor != null) {
            conveyor.rules(endpoint.accept().delivery());
            conveyor.wake();
        }
    }

    private Conveyor conveyor(String endpoint) {
        Conveyor there = conveyors.get(endpoint);
        return there != null ? there : conveyors.computeIfAbsent(endpoint, this::made);
    }

    private Conveyor made(String endpoint) {
        Delivery delivery = rules.getOrDefault(endpoint, Delivery.USUAL);
        Lane lane = new Lane(endpoint, delivery, ThreadLocalRandom.current(), System.nanoTime());
        Lane.Wish wish = wishes.getOrDefault(endpoint, Lane.Wish.NONE);
        Conveyor conveyor = new Conveyor(endpoint, delivery, wish, station, lane);
        if (running) {
            conveyor.start();
        }
        return conveyor;
    }

    private void moved(Ticket ticket, Ruling ruling) {
        switch (ruling) {
            case Ruling.Settle _ -> count(ticket, -1);
            case Ruling.GiveUp(Progress progress) -> {
                quarantine.saw(ticket, progress);
                givenUp.saw(ticket, progress);
                alarms.givenUp(ticket, progress);
            }
            case Ruling.PutBack(Progress progress) -> alarms.stalled(ticket, progress);
            case Ruling.Again _, Ruling.Suspect _ -> {}
        }
    }

    private void count(Ticket ticket, int sign) {
        calls.addAndGet(sign);
        bytes.addAndGet((long) sign * ticket.bytes());
    }

    // ---- calls come ------------------------------------------------------------------------

    /// Writes a call down; false when it is not on disk.
    boolean keep(Contents contents, Ticket draft, Delivery delivery) {
        Conveyor conveyor = conveyor(draft.endpoint());
        if (!delivery.equals(rules.put(draft.endpoint(), delivery))) {
            conveyor.rules(delivery);
        }
        count(draft, 1);
        boolean kept =
                shelf.accept(contents, number -> Drafts.entry(draft, number), conveyor::hold);
        if (!kept) {
            count(draft, -1);
            alarms.refused("the disk does not take accepted calls");
        }
        return kept;
    }

    /// How long until there is room for so many bytes; zero when there is now.
    Duration untilRoom(String endpoint, int more) {
        long over = calls.get() + 1 - limits.calls();
        long overBytes = bytes.get() + more - limits.bytes();
        if (over <= 0 && overBytes <= 0) {
            return Duration.ZERO;
        }
        alarms.refused("%d calls with %d bytes wait".formatted(calls.get(), bytes.get()));
        double mean = (double) bytes.get() / Math.max(1, calls.get());
        return conveyor(endpoint)
                .until(Math.max((double) over, (double) overBytes / Math.max(1, mean)));
    }

    /// How long this call is refused because one like it killed workers; zero when it is not.
    Duration quarantined(long print) {
        return quarantine.left(print, Instant.now());
    }

    // ---- what operators see and do ---------------------------------------------------------

    /// Every endpoint with accepted calls, or that ever had some since the start, by name.
    public List<LaneView> views() {
        return new TreeMap<>(conveyors)
                .values().stream()
                        .map(Conveyor::view)
                        .sorted(Comparator.comparing(LaneView::endpoint))
                        .toList();
    }

    /// Calls that are not settled.
    public long calls() {
        return calls.get();
    }

    /// Bytes of their contents.
    public long bytes() {
        return bytes.get();
    }

    /// The oldest waiting calls of an endpoint and all that were given up, at most so many of each;
    /// empty when there is no such endpoint.
    public Optional<List<Held>> list(String endpoint, int most) {
        return Optional.ofNullable(conveyors.get(endpoint))
                .map(
                        conveyor ->
                                Stream.concat(
                                                conveyor.givenUp(_ -> true).stream().limit(most),
                                                conveyor.oldest(most).stream())
                                        .toList());
    }

    /// What a record cannot say of a call that is not settled: `parked` or `quarantined`, by id;
    /// those that wait or are with a worker are not in it.
    public Map<CallId, String> givenUp() {
        Map<CallId, String> all = new HashMap<>();
        for (Conveyor conveyor : conveyors.values()) {
            for (Held held : conveyor.givenUp(_ -> true)) {
                String standing = held.progress().standing().name().toLowerCase(Locale.ROOT);
                all.put(held.ticket().id(), standing);
            }
        }
        return all;
    }

    /// A call that was given up, whole as it would be delivered; empty for any other. Throws a
    /// [dev.hera.broker.accept.keep.KeepFault] when it cannot be read.
    public Optional<Call> contents(CallId id) {
        return givenUp.ticket(id).map(ticket -> shelf.contents(ticket, 1, 0).call());
    }

    /// Whether this call was given up.
    public boolean isGivenUp(CallId id) {
        return givenUp.ticket(id).isPresent();
    }

    /// Whether calls of this endpoint came since the start, or it has a shadow.
    public boolean knows(String endpoint) {
        return conveyors.containsKey(endpoint) || !shadows.service(endpoint).isEmpty();
    }

    /// Pauses, resumes, sets the rate or who is first, for good; false when the wish cannot be
    /// kept.
    public boolean wish(String endpoint, UnaryOperator<Lane.Wish> change) {
        Conveyor conveyor = conveyor(endpoint);
        Lane.Wish wish = change.apply(conveyor.wish());
        boolean kept = shelf.wish(endpoint, wish);
        if (kept) {
            wishes.put(endpoint, wish);
            conveyor.wish(wish);
            shadows.promoted(endpoint, wish.promoted());
        }
        return kept;
    }

    /// The second services of endpoints that have one.
    public Shadows shadows() {
        return shadows;
    }

    /// Sends calls that were given up again; how many.
    public int send(String endpoint, Predicate<Held> which) {
        Conveyor conveyor = conveyors.get(endpoint);
        if (conveyor == null) {
            return 0;
        }
        List<Held> sent = conveyor.givenUp(which).stream().filter(conveyor::sendAgain).toList();
        sent.forEach(held -> givenUp.left(held.ticket()));
        return sent.size();
    }

    /// Forgets calls that were given up; how many.
    public int forget(String endpoint, Predicate<Held> which) {
        Conveyor conveyor = conveyors.get(endpoint);
        if (conveyor == null) {
            return 0;
        }
        List<Held> gone = conveyor.givenUp(which).stream().filter(conveyor::forget).toList();
        gone.forEach(
                held -> {
                    givenUp.left(held.ticket());
                    count(held.ticket(), -1);
                });
        return gone.size();
    }

    /// Why nothing can be accepted; empty when it can.
    public List<String> ailments() {
        return shelf.ailments();
    }

    /// No more deliveries begin; those that run may end, for a few seconds.
    @Override
    public void close() {
        running = false;
        shadows.close();
        conveyors.values().forEach(Conveyor::close);
        long end = System.nanoTime() + LAST_CALLS.toNanos();
        try {
            for (Conveyor conveyor : conveyors.values()) {
                if (!conveyor.awaitIdle(end)) {
                    LOG.warn("{} deliveries are cut off", conveyor.view().inFlight());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
