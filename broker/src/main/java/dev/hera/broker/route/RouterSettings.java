package dev.hera.broker.route;

import dev.hera.broker.route.prefer.Preference;
import dev.hera.broker.route.prefer.Preferences;

import java.time.Duration;
import java.util.Map;

/// What an operator may set about routing.
///
/// @param slowStart how long a new worker takes to its full share of calls
/// @param rebuild how long odds drawn from CPU, memory and slowness stand
/// @param maxEndpoints most endpoints one worker may announce
/// @param preferences by endpoint name, where an endpoint wants something of its own
public record RouterSettings(
        Duration slowStart,
        Duration rebuild,
        int maxEndpoints,
        Map<String, Preference> preferences) {
    /// A JVM needs about 30 s to warm up.
    public static final RouterSettings DEFAULT =
            new RouterSettings(Duration.ofSeconds(30), Duration.ofMillis(250), 2_000, Map.of());

    /// The same with these preferences.
    public RouterSettings preferring(Preferences wanted) {
        return new RouterSettings(slowStart, rebuild, maxEndpoints, wanted.byEndpoint());
    }

    public RouterSettings {
        preferences = Map.copyOf(preferences);
        if (!slowStart.isPositive() || !rebuild.isPositive() || maxEndpoints < 1) {
            throw new IllegalArgumentException(
                    "slowStart "
                            + slowStart
                            + ", rebuild "
                            + rebuild
                            + " and maxEndpoints "
                            + maxEndpoints
                            + " must be positive");
        }
    }
}
