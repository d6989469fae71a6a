package dev.hera.bench;

import dev.hera.bench.machine.Guards;
import dev.hera.bench.machine.Meter;
import dev.hera.bench.machine.Spent;

import java.time.Duration;
import java.util.List;

/// One load and everything that is known of it afterwards.
///
/// @param whyNot why its figures do not count; empty when they do
public record Trial(Load load, Tally tally, Spent spent, List<String> whyNot) {
    public Trial {
        whyNot = List.copyOf(whyNot);
    }

    /// Runs a load to its end and watches what these processes spend meanwhile.
    ///
    /// @throws Meter.Gone when one of them is not there, or ends
    public static Trial of(Load load, long seed, List<Long> pids) {
        Meter meter = Meter.start(pids);
        Tally tally = Generator.run(load, seed);
        Spent spent = meter.spent();
        Duration late = Duration.ofNanos(tally.latenessMicros(99) * 1000);
        List<String> whyNot =
                load.isOpenLoop() ? Guards.openLoop(spent, late) : Guards.closedLoop(spent);
        return new Trial(load, tally, spent, whyNot);
    }

    public boolean counts() {
        return whyNot.isEmpty();
    }

    /// Processor time of the watched processes.
    public double microsPerCall() {
        return spent.microsPerCall(tally.calls());
    }
}
