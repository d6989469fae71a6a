package dev.hera.broker.route;

import dev.hera.broker.call.Refusal;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.rank.Odds;
import dev.hera.broker.route.rank.Signals;
import dev.hera.broker.route.rank.Skip;
import dev.hera.broker.route.rank.Weighing;
import dev.hera.broker.route.watch.IdleRing;
import dev.hera.broker.route.watch.Pace;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// One endpoint and its seats. Who sits there never changes, a new row replaces this one; the odds
/// do, about every 250 ms, by whichever caller notices that they are old.
final class Row {
    private static final int DEPARTED_KEPT = 16;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final double SHARE_COUNTS_FROM = 100;

    private final RoutingTable.RowKey key;
    private final Endpoint endpoint;
    private final List<Seat> seats;
    private final List<String> departed;
    private final Preference preference;
    private final Pace pace;
    private final IdleRing<Seat> ring;
    private final AtomicBoolean rebuilding = new AtomicBoolean();
    private volatile @Nullable Odds odds;

    private Row(Row old, Endpoint endpoint, List<Seat> seats, List<String> departed) {
        this.key = old.key;
        this.endpoint = endpoint;
        this.seats = List.copyOf(seats);
        this.departed = List.copyOf(departed);
        this.preference = old.preference;
        this.pace = old.pace;
        this.ring = old.ring;
    }

    private Row(RoutingTable.RowKey key, Endpoint endpoint, Preference preference) {
        this.key = key;
        this.endpoint = endpoint;
        this.seats = List.of();
        this.departed = List.of();
        this.preference = preference;
        this.pace = new Pace();
        this.ring = new IdleRing<>();
    }

    /// An endpoint that nobody serves yet.
    static Row known(RoutingTable.RowKey key, Endpoint endpoint, Preference preference) {
        return new Row(key, endpoint, preference);
    }

    /// The same row with other promises.
    Row promising(Endpoint other) {
        return new Row(this, other, seats, departed);
    }

    /// The same row with this seat, in place of another of the same worker.
    Row with(Seat seat) {
        List<Seat> next = others(seat.worker().id());
        next.add(seat);
        List<String> left = new ArrayList<>(departed);
        left.remove(seat.worker().id());
        return new Row(this, seat.endpoint(), next, left);
    }

    /// The same row without this worker.
    Row without(String worker) {
        List<String> left = new ArrayList<>(departed);
        left.remove(worker);
        left.addFirst(worker);
        int kept = Math.min(DEPARTED_KEPT, left.size());
        return new Row(this, endpoint, others(worker), left.subList(0, kept));
    }

    private List<Seat> others(String worker) {
        List<Seat> others = new ArrayList<>(seats);
        others.removeIf(s -> s.worker().id().equals(worker));
        return others;
    }

    RoutingTable.RowKey key() {
        return key;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    List<Seat> seats() {
        return seats;
    }

    List<String> departed() {
        return departed;
    }

    Preference preference() {
        return preference;
    }

    Pace pace() {
        return pace;
    }

    IdleRing<Seat> ring() {
        return ring;
    }

    /// The odds, at most so old; one caller rebuilds them, the others go on with the old ones.
    Odds odds(long now, Weighing weighing, long rebuildNanos) {
        Odds last = odds;
        if (last == null) {
            Odds first = build(now, weighing, null);
            odds = first;
            return first;
        }
        if (now - last.madeAt() < rebuildNanos || !rebuilding.compareAndSet(false, true)) {
            return last;
        }
        try {
            Odds next = build(now, weighing, last);
            odds = next;
            return next;
        } finally {
            rebuilding.set(false);
        }
    }

    private Odds build(long now, Weighing weighing, @Nullable Odds last) {
        double fading = Seat.fading(last == null ? 0 : now - last.madeAt());
        double[] calls = new double[seats.size()];
        double sum = 0;
        for (int i = 0; i < calls.length; i++) {
            seats.get(i).place(i);
            calls[i] = seats.get(i).recentCalls(fading);
            sum += calls[i];
        }
        double exec = pace.execNanos();
        List<Signals> signals = new ArrayList<>(calls.length);
        for (int i = 0; i < calls.length; i++) {
            double share = sum < SHARE_COUNTS_FROM ? -1 : calls[i] / sum;
            signals.add(seats.get(i).signals(now, exec, share, preference));
        }
        long version = last == null ? 1 : last.version() + 1;
        return weighing.weigh(version, now, signals, exec);
    }

    /// A call went well at one of its seats, which may have room for the next.
    void ran(Seat seat, Load load, Duration took, long now) {
        long exec = execution(load, took);
        pace.ran(exec);
        seat.ran(exec, now, pace.execNanos());
        if (load.inFlight() < seat.worker().slots() && !load.busy()) {
            seat.idle(now);
            ring.push(seat);
        }
    }

    /// A worker's own figure, unless it measured none or claims more than the call took.
    private static long execution(Load load, Duration took) {
        long said = load.execMicros() * 1_000;
        return said == 0 ? took.toNanos() : Math.min(said, took.toNanos());
    }

    /// Whether one more seat may be ejected: never more than half of them.
    boolean mayEject(long now) {
        long ejected = seats.stream().filter(s -> s.health().isEjected(now)).count();
        return (ejected + 1) * 2 <= seats.size();
    }

    /// Why nobody can run a call now, worker by worker.
    Refusal.NoAbleWorker refusal(Route route, Set<String> tried, long now) {
        List<Refusal.PassedOver> passedOver = new ArrayList<>();
        EnumMap<Skip, Integer> counts = new EnumMap<>(Skip.class);
        for (Seat seat : seats) {
            String id = seat.worker().id();
            Skip skip = tried.contains(id) ? Skip.TRIED : seat.skip(route, now);
            counts.merge(skip, 1, Integer::sum);
            passedOver.add(new Refusal.PassedOver(id, skip.words()));
        }
        departed.forEach(id -> passedOver.add(new Refusal.PassedOver(id, "not connected")));
        int known = seats.size() + departed.size();
        int connected = seats.size() - counts.getOrDefault(Skip.GONE, 0);
        int draining = counts.getOrDefault(Skip.DRAINING, 0);
        int ejected = counts.getOrDefault(Skip.EJECTED, 0);
        int allowed = counts.getOrDefault(Skip.NONE, 0);
        String detail =
                endpoint.name()
                        + " has no able worker: "
                        + known
                        + " known, "
                        + connected
                        + " connected, "
                        + draining
                        + " draining, "
                        + ejected
                        + " ejected";
        return new Refusal.NoAbleWorker(
                detail,
                new Refusal.Candidates(known, connected, draining, ejected, allowed, passedOver),
                RETRY_AFTER);
    }
}
