package dev.hera.broker.route;

import java.time.Duration;

/// What an operator may set about routing.
///
/// @param slowStart how long a new worker takes to its full share of calls
/// @param rebuild how long odds drawn from CPU, memory and slowness stand
/// @param maxEndpoints most endpoints one worker may announce
public record RouterSettings(Duration slowStart, Duration rebuild, int maxEndpoints) {
    /// A JVM needs about 30 s to warm up.
    public static final RouterSettings DEFAULT =
            new RouterSettings(Duration.ofSeconds(30), Duration.ofMillis(250), 2_000);

    public RouterSettings {
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
