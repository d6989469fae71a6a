package dev.hera.broker.route.rank;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The weights of an endpoint's workers at one moment, ready to be drawn from in constant time
/// (Walker's alias method, as built by Vose); immutable, but for what is worked out when first
/// asked for.
public final class Odds {
    private static final List<Factors.Limit> LIMITS = List.of(Factors.Limit.values());
    private static final int MOST_LIMITS = 3;

    private final long version;
    private final long madeAt;
    private final Mood mood;
    private final List<Factors> factors;
    private final int eligible;
    private final double most;
    private final double total;
    private final double[] keep;
    private final int[] alias;
    private final double[] capacity;
    private final double[] pace;
    private volatile @Nullable List<String> limits;

    private Odds(long version, long madeAt, Mood mood, List<Factors> factors) {
        this.version = version;
        this.madeAt = madeAt;
        this.mood = mood;
        this.factors = factors;
        this.eligible = (int) factors.stream().filter(f -> f.weight() > 0).count();
        this.most =
                factors.stream()
                        .filter(f -> f.weight() > 0)
                        .mapToDouble(f -> f.headroom())
                        .max()
                        .orElse(0);
        this.total = total(factors);
        this.keep = new double[factors.size()];
        this.alias = new int[factors.size()];
        this.capacity = factors.stream().mapToDouble(Factors::capacity).toArray();
        this.pace = factors.stream().mapToDouble(Odds::pace).toArray();
        if (eligible > 0) {
            fill();
        }
    }

    /// Whether enough workers are able.
    public enum Mood {
        CALM,
        /// Memory and ejection are ignored, because too few would be left.
        PANIC
    }

    /// Odds by the factors' weights.
    public static Odds of(long version, long madeAt, Mood mood, List<Factors> factors) {
        return new Odds(version, madeAt, mood, List.copyOf(factors));
    }

    private static double pace(Factors f) {
        return f.weight() > 0 ? Math.max(1, f.slow()) / f.capacity() : Double.POSITIVE_INFINITY;
    }

    private void fill() {
        int n = keep.length;
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < n; i++) {
            keep[i] = factors.get(i).weight() * n / total;
            alias[i] = i;
            (keep[i] < 1 ? small : large).push(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int less = small.pop();
            int more = large.pop();
            alias[less] = more;
            keep[more] = keep[more] + keep[less] - 1;
            (keep[more] < 1 ? small : large).push(more);
        }
        // What is left over differs from 1 by rounding only, unless its weight is zero.
        large.forEach(i -> keep[i] = 1);
        small.forEach(i -> keep[i] = factors.get(i).weight() > 0 ? 1 : keep[i]);
    }

    /// Draws a place by weight; -1 when nobody has any.
    public int sample(RandomGenerator random) {
        if (eligible == 0) {
            return -1;
        }
        int place = random.nextInt(keep.length);
        return random.nextDouble() < keep[place] ? place : alias[place];
    }

    /// Counts up with each rebuild of any endpoint's odds.
    public long version() {
        return version;
    }

    /// When it was made.
    public long madeAt() {
        return madeAt;
    }

    /// Whether memory and ejection are ignored, because too few would be left.
    public boolean isPanic() {
        return mood == Mood.PANIC;
    }

    /// How many have any weight.
    public int eligible() {
        return eligible;
    }

    /// How many workers there are.
    public int size() {
        return keep.length;
    }

    /// The factors of the worker at this place.
    public Factors at(int place) {
        return factors.get(place);
    }

    /// Its slots as the queue sees them.
    public double capacity(int place) {
        return capacity[place];
    }

    /// How much longer a call takes at this place with each call that it runs already; without end
    /// where no call should go.
    public double pace(int place) {
        return pace[place];
    }

    /// The part of all draws that goes to this place.
    public double chance(int place) {
        return eligible == 0 ? 0 : factors.get(place).weight() / total;
    }

    /// How welcome a call is at this place against the place with most headroom, 0..1: the part of
    /// the weight that no comparison of queues sees.
    public double welcome(int place) {
        return most == 0 ? 0 : factors.get(place).headroom() / most;
    }

    /// What holds most of its workers back, without figures: `CPU, at 3`.
    public List<String> limits() {
        List<String> known = limits;
        if (known == null) {
            known = most();
            limits = known;
        }
        return known;
    }

    private List<String> most() {
        Map<Skip, Integer> skips = new EnumMap<>(Skip.class);
        Map<Factors.Limit, Integer> held = new EnumMap<>(Factors.Limit.class);
        for (Factors f : factors) {
            if (f.skip() != Skip.NONE) {
                skips.merge(f.skip(), 1, Integer::sum);
            }
            for (Factors.Limit limit : LIMITS) {
                if (f.isHeldBy(limit)) {
                    held.merge(limit, 1, Integer::sum);
                }
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        skips.forEach((skip, count) -> counts.put(skip.words(), count));
        held.forEach((limit, count) -> counts.put(limit.title(), count));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_LIMITS)
                .map(cause -> "%s, at %d".formatted(cause.getKey(), cause.getValue()))
                .toList();
    }

    private static double total(List<Factors> factors) {
        double sum = 0;
        for (Factors f : factors) {
            sum += f.weight();
        }
        return sum;
    }
}
