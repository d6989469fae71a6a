package dev.hera.broker.route.rank;

import dev.hera.broker.call.Call;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/// What an operator wants of one endpoint, where it differs from the rule.
///
/// @param strategy how a worker is chosen
/// @param sticky what makes calls belong to one worker
/// @param weights factors of weight by worker id or, failing that, by worker version; 1 where
///     nothing is said
public record Preference(Ranking.Strategy strategy, Sticky sticky, Map<String, Double> weights) {
    /// The rule as it is.
    public static final Preference NONE =
            new Preference(Ranking.Strategy.LEAST_COST, new Sticky.Never(), Map.of());

    public Preference {
        weights = Map.copyOf(weights);
        weights.forEach(
                (who, weight) -> {
                    if (!(weight >= 0 && weight <= 1_000)) {
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

    /// The factor for a worker.
    public double weight(String worker, String version) {
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
