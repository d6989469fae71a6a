package dev.hera.wire.accept;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What is tried again, how often and after which pauses; immutable.
///
/// The pause before attempt n+1 is drawn evenly between nothing and `first` doubled n-1 times, at
/// most `longest` ("full jitter"), so that calls that failed together do not come back together.
/// What certainly was not executed, for want of a worker, is no attempt: it waits for a worker.
///
/// @param attempts most executions; 0 for as many as the age limit allows
/// @param on which ends are tried again; all others park the call
public record Retry(int attempts, Duration first, Duration longest, Set<End> on) {
    /// How a delivery can fail.
    public enum End {
        /// It left for a worker and no usable answer came.
        UNKNOWN,
        /// The worker answered with 5xx, or its handler failed.
        FAILED,
        /// The worker answered with 408, 425 or 429: not now.
        PUT_OFF,
        /// The worker answered with any other 4xx.
        REFUSED
    }

    /// Ten attempts, half a second to a minute apart, of all but what was refused.
    public static final Retry USUAL =
            new Retry(
                    10,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(1),
                    EnumSet.of(End.UNKNOWN, End.FAILED, End.PUT_OFF));

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    public Retry {
        on = Set.copyOf(on);
    }

    /// The widest pause after this many attempts.
    public Duration widest(int attempts) {
        long millis = first.toMillis() << Math.min(30, Math.max(0, attempts - 1));
        return millis <= 0 || millis > longest.toMillis() ? longest : Duration.ofMillis(millis);
    }

    void addFaults(List<String> faults) {
        if (attempts < 0 || attempts > MOST) {
            faults.add(attempts + " attempts, allowed 0 (no limit but the age) to " + MOST);
        }
        if (first.toMillis() < 1 || first.compareTo(longest) > 0) {
            faults.add(
                    "the first pause is %d ms, allowed 1 ms to the longest, %d ms"
                            .formatted(first.toMillis(), longest.toMillis()));
        }
        if (longest.compareTo(LONGEST) > 0) {
            faults.add("the longest pause is " + longest.toSeconds() + " s, allowed a day");
        }
    }
}
