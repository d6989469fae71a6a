package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

/// Drawn by calls per second against use, both reported: gRPC's weighted round robin (ORCA), its
/// blackout shortened to two reports.
final class WeightedByUse implements Policy {
    private static final int BLACKOUT_REPORTS = 2;

    private final Fleet fleet;
    private final double[] weight;
    private final int[] reports;
    private double[] sums = {};
    private int[] workers = {};
    private double next;
    private int version = -1;

    WeightedByUse(Fleet fleet) {
        this.fleet = fleet;
        this.weight = new double[fleet.workers()];
        this.reports = new int[fleet.workers()];
    }

    @Override
    public void report(Report r, double now) {
        reports[r.worker()]++;
        if (r.callsPerSecond() > 0 && r.cpu() > 0) {
            double penalty = r.errorsPerSecond() / r.callsPerSecond();
            weight[r.worker()] = r.callsPerSecond() / (r.cpu() + penalty);
        }
    }

    @Override
    public void joined(int worker, double now) {
        reports[worker] = 0;
        next = 0;
    }

    @Override
    public int pick(Job job, double now) {
        if (now >= next || version != fleet.version()) {
            rebuild(now);
        }
        double drawn = fleet.dice().nextDouble() * sums[sums.length - 1];
        int i = 0;
        while (i < sums.length - 1 && sums[i] <= drawn) {
            i++;
        }
        return workers[i];
    }

    private void rebuild(double now) {
        next = now + 1;
        version = fleet.version();
        workers = fleet.alive();
        sums = new double[workers.length];
        double known = 0;
        int count = 0;
        for (int w : workers) {
            known += weightOf(w);
            count += weightOf(w) > 0 ? 1 : 0;
        }
        double mean = count == 0 ? 1 : known / count;
        double sum = 0;
        for (int i = 0; i < workers.length; i++) {
            sum += weightOf(workers[i]) > 0 ? weightOf(workers[i]) : mean;
            sums[i] = sum;
        }
    }

    private double weightOf(int worker) {
        return reports[worker] >= BLACKOUT_REPORTS ? weight[worker] : 0;
    }
}
