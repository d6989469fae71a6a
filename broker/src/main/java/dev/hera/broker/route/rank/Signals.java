package dev.hera.broker.route.rank;

/// What is known of one worker at one endpoint besides its queue: slow, partly shared, partly old.
///
/// @param worker its id
/// @param slots calls it can run without slowing down
/// @param ageNanos how long it has been up
/// @param execRatio its execution time against the endpoint's mean; 1 when not known
/// @param execAgeNanos since its last sample
/// @param cpu smoothed share of its cores in use
/// @param memory share of its memory in use
/// @param memorySlope growth of that share, per second
/// @param reportAgeNanos since its last report; negative when there was none
/// @param ping round trip to it
/// @param share its part of the calls that this broker sent lately, 0..1; negative when not known
/// @param preferred factor of its weight that an operator set; mostly 1
/// @param skip what keeps it out now
public record Signals(
        String worker,
        double slots,
        long ageNanos,
        double execRatio,
        long execAgeNanos,
        double cpu,
        double memory,
        double memorySlope,
        long reportAgeNanos,
        long ping,
        double share,
        double preferred,
        Skip skip) {
    private static final long STALE_NANOS = 6_000_000_000L;

    /// Whether there is a report, and it is not older than three intervals.
    public boolean isFresh() {
        return reportAgeNanos >= 0 && reportAgeNanos <= STALE_NANOS;
    }
}
