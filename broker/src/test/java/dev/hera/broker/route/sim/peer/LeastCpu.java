package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

import java.util.Arrays;

/// The lowest CPU last reported, of all or of a few: of a few, and the first that is nearly idle,
/// is Moleculer's strategy.
final class LeastCpu implements Policy {
    private static final double NEARLY_IDLE = 0.10;

    private final Fleet fleet;
    private final int sample;
    private final double[] cpu;

    /// @param sample how many are compared; 0 for all
    LeastCpu(Fleet fleet, int sample) {
        this.fleet = fleet;
        this.sample = sample;
        this.cpu = new double[fleet.workers()];
        Arrays.fill(cpu, 0.5);
    }

    @Override
    public void report(Report report, double now) {
        cpu[report.worker()] = report.cpu();
    }

    @Override
    public int pick(Job job, double now) {
        return sample == 0 ? leastOfAll() : leastOfSome();
    }

    private int leastOfAll() {
        int best = -1;
        int equals = 0;
        for (int worker : fleet.alive()) {
            if (best < 0 || cpu[worker] < cpu[best]) {
                equals = 0;
                best = worker;
            }
            if (cpu[worker] == cpu[best] && fleet.dice().nextInt(++equals) == 0) {
                best = worker;
            }
        }
        return best;
    }

    private int leastOfSome() {
        int best = -1;
        for (int i = 0; i < sample; i++) {
            int worker = fleet.anyone();
            if (cpu[worker] < NEARLY_IDLE) {
                return worker;
            }
            best = best < 0 || cpu[worker] < cpu[best] ? worker : best;
        }
        return best;
    }
}
