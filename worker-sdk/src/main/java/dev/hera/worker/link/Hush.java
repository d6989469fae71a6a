package dev.hera.worker.link;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Lets one line through in ten seconds and counts the others, so that a broker that is down does
/// not fill the log. Any thread.
final class Hush {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private final LongSupplier nanoClock;
    private boolean spoke;
    private long spokeAt;
    private int held;

    Hush(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// The line to write, with the number of those held back before it; empty when it is too soon.
    synchronized Optional<String> say(String line) {
        long now = nanoClock.getAsLong();
        if (spoke && now - spokeAt < QUIET.toNanos()) {
            held++;
            return Optional.empty();
        }
        String more = held == 0 ? "" : " (" + held + " lines like this held back)";
        spoke = true;
        spokeAt = now;
        held = 0;
        return Optional.of(line + more);
    }
}
