package dev.hera.broker.route;

import dev.hera.broker.route.rank.Candidate;
import dev.hera.broker.route.rank.Decision;
import dev.hera.broker.route.rank.Factors;
import dev.hera.broker.route.rank.Field;
import dev.hera.broker.route.rank.Home;
import dev.hera.broker.route.rank.Odds;
import dev.hera.broker.route.rank.Skip;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.stream.IntStream;

/// The seats of one endpoint as one call sees them; lives on the thread that picks.
final class Picker implements Field {
    private static final int SILENCE_COUNTS_FROM = 4;
    private static final int FRESH_FOR = 3;
    private static final int MOST_HINTS = 16;
    private static final int MOST_WALKED = 32;

    /// Calls of others per slot; with less, no other broker sends any to speak of.
    private static final double ALONE = 0.001;

    private static final double SHORTEST_HINT = 5e6;
    private static final int[] NONE = {};

    private final Row row;
    private final Odds odds;
    private final Route route;
    private final Set<String> tried;
    private final long now;
    private final double exec;
    private final double prior;
    private final @Nullable String key;

    Picker(Row row, Odds odds, Route route, Set<String> tried, long now, @Nullable String key) {
        this.route = route;
        this.key = key;
        this.row = row;
        this.odds = odds;
        this.tried = tried;
        this.now = now;
        this.exec = row.pace().execNanos();
        this.prior = row.pace().prior();
    }

    Seat seat(int place) {
        return row.seats().get(place);
    }

    @Override
    public int own(int place) {
        return seat(place).worker().own();
    }

    @Override
    public Odds odds() {
        return odds;
    }

    @Override
    public Skip skip(int place) {
        Seat seat = seat(place);
        Skip skip = seat.skip(route, now);
        if (skip == Skip.EJECTED && odds.isPanic()) {
            skip = Skip.NONE;
        }
        if (!skip.isSoft()) {
            return skip;
        }
        if (isTried(seat) && !(isInsisting() && seat.worker().hasRefused())) {
            return Skip.TRIED;
        }
        return skip == Skip.NONE && odds.at(place).weight() <= 0 ? weightless(place) : skip;
    }

    private Skip weightless(int place) {
        return odds.at(place).memory() == 0 ? Skip.MEMORY : Skip.UNLUCKY;
    }

    @Override
    public double acceptance(int place) {
        return seat(place).health().acceptance(now);
    }

    @Override
    public int hint() {
        long oldest = hintsLast();
        for (int i = 0; i < MOST_HINTS; i++) {
            Seat seat = row.ring().pop();
            if (seat == null) {
                return -1;
            }
            if (seat.idleFor(now) > oldest) {
                row.ring().clear();
                return -1;
            }
            if (isIdle(seat)) {
                return seat.place();
            }
        }
        return -1;
    }

    @Override
    public int idlest(int first) {
        if (first < 0 || prior > ALONE || odds.size() > MOST_WALKED) {
            return -1;
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        int place = first;
        for (int i = 0; i < odds.size(); i++) {
            double load = (own(place) + 1) * odds.pace(place);
            if (load < least) {
                least = load;
                best = place;
            }
            place = place + 1 == odds.size() ? 0 : place + 1;
        }
        return best;
    }

    /// About one execution; longer when nobody else sends calls there.
    private long hintsLast() {
        return (long) (Math.max(SHORTEST_HINT, exec) / Math.clamp(10 * prior, 0.05, 1));
    }

    private boolean isIdle(Seat seat) {
        int place = seat.place();
        return place < odds.size()
                && seat(place) == seat
                && seat.worker().own() < seat.worker().slots()
                && odds.at(place).welcomesHints()
                && skip(place) == Skip.NONE;
    }

    @Override
    public int sticky() {
        return key == null ? -1 : Home.of(key, this);
    }

    @Override
    public int tried() {
        return tried.size();
    }

    @Override
    public int[] again() {
        if (!isInsisting()) {
            return NONE;
        }
        return IntStream.range(0, odds.size())
                .filter(place -> isTried(seat(place)) && seat(place).worker().hasRefused())
                .toArray();
    }

    private boolean isTried(Seat seat) {
        return !tried.isEmpty() && tried.contains(seat.worker().id());
    }

    /// Enough have refused: the next one must run the call, so the best of all is wanted.
    private boolean isInsisting() {
        return tried.size() >= Decision.FORCED_AFTER;
    }

    @Override
    public Candidate look(int place, Candidate.Source source) {
        Worker worker = seat(place).worker();
        Factors factors = odds.at(place);
        int own = worker.own();
        double fresh = 1 - worker.othersAge(now) / (FRESH_FOR * exec);
        double silence = own > 0 ? worker.silence(now) / exec - SILENCE_COUNTS_FROM : 0;
        return new Candidate(
                place,
                worker.id(),
                source,
                own,
                worker.others(),
                thousandths(Math.max(0, fresh) * factors.trust()),
                thousandths(prior * factors.capacity()),
                Math.max(1, thousandths(factors.capacity())),
                thousandths(factors.slow()),
                thousandths(Math.max(0, silence)),
                thousandths(factors.distance()));
    }

    private static int thousandths(double value) {
        return (int) Math.round(Math.min(1e6, value) * 1000);
    }
}
