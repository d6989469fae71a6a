package dev.hera.broker.route.prefer;

import dev.hera.broker.call.Call;
import dev.hera.broker.route.rank.Ranking;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What an operator wants of one endpoint, where it differs from the rule.
///
/// @param strategy how a worker is chosen
/// @param sticky what makes calls belong to one worker
/// @param weights factors of weight by worker id or, failing that, by worker version; 1 where
///     nothing is said
public record Preference(Ranking.Strategy strategy, Sticky sticky, Map<String, Double> weights) {
    /// A weight beyond this is a slip of the pen.
    static final double MOST_WEIGHT = 1_000;

    /// The rule as it is.
    public static final Preference NONE =
            new Preference(Ranking.Strategy.LEAST_COST, new Sticky.Never(), Map.of());

    public Preference {
        weights = Map.copyOf(weights);
        weights.forEach(
                (who, weight) -> {
                    if (!(weight >= 0 && weight <= MOST_WEIGHT)) {
                        throw new IllegalArgumentException(
                                "weight of " + who + " is " + weight + ", not 0..1000");
                    }
                });
    }

    /// What calls have in common that should go to one worker.
    public sealed interface Sticky {
        /// Nothing.
        record Never() implements Sticky {}

        /// The value of a header.
        record Header(String name) implements Sticky {}

        /// The value of a query parameter, as it stands in the query.
        record Parameter(String name) implements Sticky {}
    }

    /// The words that say it, in the form of the settings; empty for the rule as it is.
    public String words() {
        List<String> words = new ArrayList<>();
        if (strategy != NONE.strategy()) {
            words.add(word(strategy));
        }
        switch (sticky) {
            case Sticky.Never _ -> {}
            case Sticky.Header(String name) -> words.add("sticky=header:" + name);
            case Sticky.Parameter(String name) -> words.add("sticky=parameter:" + name);
        }
        new TreeMap<>(weights).forEach((who, weight) -> words.add("weight=" + who + ':' + weight));
        return String.join(" ", words);
    }

    static String word(Ranking.Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The factor for a worker.
    public double weight(String worker, String version) {
        if (weights.isEmpty()) {
            return 1;
        }
        Double own = weights.get(worker);
        return own != null ? own : weights.getOrDefault(version, 1.0);
    }

    /// The call's key; null when it has none.
    public @Nullable String key(Call call) {
        return switch (sticky) {
            case Sticky.Never _ -> null;
            case Sticky.Header(String name) -> call.headers().get(name.toLowerCase(Locale.ROOT));
            case Sticky.Parameter(String name) -> parameter(call.query(), name);
        };
    }

    private static @Nullable String parameter(String query, String name) {
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            int to = end < 0 ? query.length() : end;
            if (query.startsWith(name, from)
                    && from + name.length() < to
                    && query.charAt(from + name.length()) == '=') {
                return query.substring(from + name.length() + 1, to);
            }
            from = to + 1;
        }
        return null;
    }
}
