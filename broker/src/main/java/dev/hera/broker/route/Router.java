package dev.hera.broker.route;

import dev.hera.broker.call.Call;
import dev.hera.broker.route.RouterView.Detail;
import dev.hera.broker.route.RoutingTable.RowKey;
import dev.hera.broker.route.RoutingTable.Shape;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.aim.Spare;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.rank.Decision;
import dev.hera.broker.route.rank.Explanation;
import dev.hera.broker.route.rank.Odds;
import dev.hera.broker.route.rank.Ranking;
import dev.hera.broker.route.rank.Ranking.Strategy;
import dev.hera.broker.route.rank.Skip;
import dev.hera.broker.route.rank.Weighing;
import dev.hera.broker.route.watch.Fault;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Finds the worker that runs a call. Links tell it who is there and how they feel; the dispatcher
/// asks it for a seat and tells it how the call went.
///
/// All methods may be called from any thread. A pick takes no lock; membership changes take one.
public final class Router {
    private static final int TAKE_TRIES = 3;
    private static final long IDLE_REBUILD_NANOS = 2_000_000_000L;

    private final LongSupplier nanos;
    private final Supplier<RandomGenerator> random;
    private final long rebuildNanos;
    private final Weighing weighing;
    private final Roster roster;

    /// @param nanos the monotonic clock
    /// @param random a generator for the calling thread
    public Router(LongSupplier nanos, Supplier<RandomGenerator> random, RouterSettings settings) {
        this.nanos = nanos;
        this.random = random;
        this.rebuildNanos = settings.rebuild().toNanos();
        this.weighing = new Weighing(settings.slowStart().toNanos());
        this.roster = new Roster(settings);
    }

    // ---- what links tell -------------------------------------------------------------------

    /// A worker has proved itself; it serves nothing until it announces.
    public void joined(Line line, Frame.Hello hello) {
        roster.joined(new Worker(line, hello, nanos.getAsLong()));
    }

    /// A worker says all that it serves from now on; the answer is what was refused and why.
    public List<Frame.Refused> announced(String worker, long generation, List<Endpoint> endpoints) {
        return roster.announced(worker, generation, endpoints);
    }

    /// A report came; one older than the last changes nothing.
    public void vitals(String worker, Vitals vitals) {
        tell(worker, w -> w.reported(vitals, nanos.getAsLong()));
    }

    /// A round trip was measured.
    public void ping(String worker, Duration roundTrip) {
        tell(worker, w -> w.pinged(roundTrip.toNanos()));
    }

    /// It goes: no new call from now on, open ones may end.
    public void draining(String worker) {
        tell(worker, Worker::leaving);
    }

    /// An operator took the drain back.
    public void resumed(String worker) {
        tell(worker, Worker::staying);
    }

    /// It missed three status requests: no new call until it has answered two.
    public void suspect(String worker) {
        tell(worker, Worker::suspected);
    }

    /// Its link is gone; nothing happens when the same worker is back on a newer line.
    public void left(Line line) {
        roster.left(line);
    }

    /// An endpoint is known from elsewhere, so that calls to it get 503 rather than 404.
    public void remember(Endpoint endpoint) {
        roster.remember(endpoint);
    }

    /// Whether it takes callers' calls; false too when it is not connected.
    public boolean isLive(String id) {
        Worker worker = roster.worker(id);
        return worker != null && worker.hello().role() == Frame.Role.LIVE;
    }

    private void tell(String id, Consumer<Worker> event) {
        Worker worker = roster.worker(id);
        if (worker != null) {
            event.accept(worker);
        }
    }

    // ---- what the dispatcher asks ----------------------------------------------------------

    /// The endpoint of a live call; empty when nobody ever announced it.
    public Optional<Route> resolve(Call call) {
        return resolve(call, Frame.Role.LIVE);
    }

    /// The endpoint, among workers that play this part.
    public Optional<Route> resolve(Call call, Frame.Role role) {
        return roster.table().resolve(call.method(), call.target(), role);
    }

    /// The endpoint, among the workers that are aimed at.
    public Optional<Route> resolve(Call call, Aim aim) {
        return resolve(call, aim.role()).map(route -> route.to(aim));
    }

    /// What an operator aims at: `live`, `candidate`, or a worker's id; empty when it is none.
    public Optional<Aim> aim(String target) {
        Optional<Aim> role = Aim.role(target);
        Worker worker = role.isPresent() ? null : roster.worker(target);
        return worker == null ? role : Optional.of(new Aim(worker.hello().role(), "", worker.id()));
    }

    /// What those who are aimed at promise; empty when none of their role ever announced it.
    ///
    /// @param name as announced
    public Optional<Endpoint> endpoint(String name, Aim aim) {
        return row(name, aim.role()).map(Row::endpoint);
    }

    /// Live workers that take calls of this endpoint now, at most so many, in the order of their
    /// ids.
    ///
    /// @param name as announced
    public List<Aim> able(String name, int most) {
        return row(name, Frame.Role.LIVE).stream()
                .flatMap(row -> row.seats().stream())
                .map(Seat::worker)
                .filter(worker -> worker.skip() == Skip.NONE)
                .map(worker -> new Aim(Frame.Role.LIVE, "", worker.id()))
                .sorted(Comparator.comparing(Aim::worker))
                .limit(most)
                .toList();
    }

    /// What those who are aimed at could take besides what they run.
    public Spare spare(Set<String> endpoints, Aim aim) {
        return roster.spare(endpoints, aim);
    }

    /// A seat for the call, counted as taken until the lease is settled.
    ///
    /// @param tried workers that this call has been to: they are asked again only when nobody else
    ///     is left
    public Seating seat(Call call, Route route, Set<String> tried) {
        Seating seating = seatThere(call, route, tried);
        Route other = route.otherwise();
        return seating instanceof Lease || other == null ? seating : seat(call, other, tried);
    }

    private Seating seatThere(Call call, Route route, Set<String> tried) {
        RowKey key = new RowKey(route.shape(), route.role());
        Row row = roster.table().row(key);
        long now = nanos.getAsLong();
        if (row == null) {
            Row unknown = Row.known(key, route.endpoint(), Preference.NONE);
            return new Seating.NoSeat(unknown.refusal(route, tried, now));
        }
        Odds odds = row.odds(now, weighing, rebuildNanos);
        boolean all = !route.aim().worker().isEmpty();
        Strategy strategy = all ? Strategy.LEAST_OF_ALL : row.preference().strategy();
        Ranking ranking = new Ranking(strategy);
        String home = row.preference().key(call);
        for (int i = 1; ; i++) {
            Picker picker = new Picker(row, odds, route, tried, now, home);
            Decision decision = ranking.decide(picker, random.get());
            if (decision == null) {
                return new Seating.NoSeat(row.refusal(route, tried, now));
            }
            Seat seat = picker.seat(decision.place());
            if (i == TAKE_TRIES || decision.isLastResort()) {
                seat.takeAnyway(now);
                return new Lease(seat, decision, row, this);
            }
            if (seat.take(now)) {
                return new Lease(seat, decision, row, this);
            }
        }
    }

    // ---- what leases tell ------------------------------------------------------------------

    void answered(Row row, Seat seat, Load load, Duration took) {
        long now = nanos.getAsLong();
        seat.release();
        heard(row, seat, load, now);
        seat.worker().proven();
        seat.succeeded(now);
        row.ran(seat, load, took, now);
    }

    void failed(Row row, Seat seat, Fault fault, Load load) {
        long now = nanos.getAsLong();
        seat.release();
        if (fault != Fault.LATE && fault != Fault.LOST) {
            heard(row, seat, load, now);
        }
        if (seat.failed(fault, now) && row.mayEject(now)) {
            seat.eject(now);
        }
    }

    void busy(Row row, Seat seat, Load load) {
        seat.release();
        heard(row, seat, load, nanos.getAsLong());
    }

    private static void heard(Row row, Seat seat, Load load, long now) {
        int others = seat.worker().heard(load, now);
        row.pace().saw(others, seat.worker().slots());
    }

    // ---- what people ask -------------------------------------------------------------------

    /// How a call to this endpoint would be decided now, and what is known of every worker; empty
    /// when nobody ever announced it. Nothing is taken, and no hint is used up.
    ///
    /// @param name as announced
    public Optional<Explanation> explain(String name) {
        return row(name, Frame.Role.LIVE).map(this::explain);
    }

    private Explanation explain(Row row) {
        long now = nanos.getAsLong();
        Route route = new Route(row.endpoint(), row.key().shape(), Frame.Role.LIVE);
        Odds odds = row.odds(now, weighing, rebuildNanos);
        Picker picker = new Picker(row, odds, route, Set.of(), now, null);
        Ranking ranking = new Ranking(row.preference().strategy());
        return Explanation.of(row.endpoint().name(), ranking, picker, random.get());
    }

    private Optional<Row> row(String name, Frame.Role role) {
        return RoutingTable.shape(name) instanceof Shape.Of(String shape)
                ? Optional.ofNullable(roster.table().row(new RowKey(shape, role)))
                : Optional.empty();
    }

    /// Whether a worker gets calls: `ready`, or why not; empty when it is not here.
    public Optional<String> state(String id) {
        Worker worker = roster.worker(id);
        return worker == null ? Optional.empty() : Optional.of(RouterView.state(worker));
    }

    /// The whole table as it stands.
    public RouterView view() {
        return RouterView.of(roster, nanos.getAsLong(), odds(rebuildNanos), Detail.WHOLE);
    }

    /// What the workers of every endpoint come to, without the workers one by one. Endpoints that
    /// nobody calls are weighed no more often than workers report.
    public RouterView summary() {
        return RouterView.of(roster, nanos.getAsLong(), odds(IDLE_REBUILD_NANOS), Detail.SHORT);
    }

    private Function<Row, Odds> odds(long oldest) {
        return row -> row.odds(nanos.getAsLong(), weighing, oldest);
    }

    /// The endpoints of these names with their workers, under all roles.
    public List<RouterView.Served> served(Set<String> names) {
        Function<Row, Odds> odds = odds(rebuildNanos);
        return roster.table().rows().values().stream()
                .filter(row -> names.contains(row.endpoint().name()))
                .map(row -> RouterView.served(row, odds.apply(row), Detail.WHOLE))
                .toList();
    }

    /// Counts membership changes.
    public long version() {
        return roster.table().version();
    }
}
