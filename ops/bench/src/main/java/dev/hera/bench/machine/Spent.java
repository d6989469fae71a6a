package dev.hera.bench.machine;

import java.time.Duration;
import java.util.Map;

/// What a [Meter] saw between two moments.
///
/// @param own processor time of this process
/// @param others processor time of the watched ones
/// @param stolen part of the machine's time that its host gave to somebody else, 0..1
/// @param working part of the machine's time that any process had, 0..1
public record Spent(
        Duration wall, Duration own, Map<Long, Duration> others, double stolen, double working) {
    public Spent {
        others = Map.copyOf(others);
    }

    /// Part of the machine's time that neither this process nor the watched ones had, 0..1.
    public double strange() {
        double ours = (ownCores() + cores()) / Runtime.getRuntime().availableProcessors();
        return Math.max(0, working - ours);
    }

    /// How much of one core this process had.
    public double ownCores() {
        return wall.isZero() ? 0 : own.toNanos() / (double) wall.toNanos();
    }

    /// How many cores all watched processes had together.
    public double cores() {
        return wall.isZero() ? 0 : total().toNanos() / (double) wall.toNanos();
    }

    /// Processor time of all watched processes for each of so many calls.
    public double microsPerCall(long calls) {
        return calls == 0 ? 0 : total().toNanos() / 1e3 / calls;
    }

    private Duration total() {
        return others.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
