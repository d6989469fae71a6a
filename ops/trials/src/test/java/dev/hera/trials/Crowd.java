package dev.hera.trials;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/// Bounds on time hold for a machine that has nothing else to do; this is what they are on this
/// one.
public final class Crowd {
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getOperatingSystemMXBean();
    private static final double SLOW = Integer.getInteger("hera.slow", 1);

    private Crowd() {}

    /// Longer by as many times as there are ready threads to a core, in the mean of the last
    /// minute, or by `-Dhera.slow`, whichever is more.
    public static Duration stretch(Duration bound) {
        double ready = MACHINE.getSystemLoadAverage() / MACHINE.getAvailableProcessors();
        return Duration.ofNanos((long) (bound.toNanos() * Math.max(SLOW, ready)));
    }
}
