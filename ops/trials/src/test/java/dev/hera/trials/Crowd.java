package dev.hera.trials;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/// Bounds on time and rates of calls are for a machine that has nothing else to do; this is what
/// they are on this one.
public final class Crowd {
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getOperatingSystemMXBean();
    private static final double SLOW = Integer.getInteger("hera.slow", 1);

    private Crowd() {}

    /// Longer by as many times as there are ready threads to a core, in the mean of the last
    /// minute, or by `-Dhera.slow`, whichever is more.
    public static Duration stretch(Duration bound) {
        return Duration.ofNanos((long) (bound.toNanos() * Math.max(SLOW, ready())));
    }

    /// Fewer calls a second by as many times, down to a tenth: what is asked is whether calls fail,
    /// not how many the machine can bear.
    public static int thin(int perSecond) {
        return (int) (perSecond / Math.clamp(ready(), 1, 10));
    }

    private static double ready() {
        return MACHINE.getSystemLoadAverage() / MACHINE.getAvailableProcessors();
    }
}
