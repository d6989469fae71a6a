package dev.hera.wire;

/// A worker's report on itself: asked for every 2 s, and sent at once when a threshold is crossed.
///
/// @param seq counts up from 1 for each report of this process; an older one changes nothing
/// @param uptimeMs milliseconds since the process started
/// @param state whether new calls are welcome
/// @param cpu share of the cores this process may use, 0..1, over the last interval
/// @param cpuHost share of all cores of the host in use by anyone, 0..1
/// @param rss resident bytes of this process
/// @param memoryLimit bytes this process may use; 0 when unknown
/// @param memoryUse 0..1, what stays after garbage collection, against the limit
/// @param inFlight calls running now
/// @param inFlightMean time average of calls running over the last interval
/// @param gcMs milliseconds spent collecting garbage over the last interval
public record Vitals(
        long seq,
        long uptimeMs,
        State state,
        double cpu,
        double cpuHost,
        long rss,
        long memoryLimit,
        double memoryUse,
        int inFlight,
        double inFlightMean,
        long gcMs) {
    /// Whether new calls are welcome.
    public enum State {
        READY,
        DRAINING
    }

    public Vitals {
        share("cpu", cpu);
        share("cpuHost", cpuHost);
        share("memoryUse", memoryUse);
        natural("seq", seq);
        natural("uptimeMs", uptimeMs);
        natural("rss", rss);
        natural("memoryLimit", memoryLimit);
        natural("inFlight", inFlight);
        natural("gcMs", gcMs);
        if (!(inFlightMean >= 0 && inFlightMean <= 1e6)) {
            throw new IllegalArgumentException("inFlightMean is " + inFlightMean + ", not 0..1e6");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", not 0..1");
        }
    }

    private static void natural(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
